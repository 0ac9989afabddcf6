"""Who may look: asked for on every page of a member, and remembered until rights change."""

from groundswell.kernel.epoch import per_epoch
from groundswell.power.models import OpenToMembers


@per_epoch
def are_open_to_members() -> bool:
    """Whether a steward has let members see the readings."""
    return OpenToMembers.objects.exists()
