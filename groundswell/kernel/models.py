"""The kernel's tables."""

from groundswell.kernel.epoch import Epoch
from groundswell.kernel.jobs.models import Job, Schedule
from groundswell.kernel.ledger.models import Entry, Follower
from groundswell.kernel.limits import Tally

__all__ = ["Entry", "Epoch", "Follower", "Job", "Schedule", "Tally"]
