"""What can happen to how the community is found."""

from groundswell.kernel.ledger import Event

FINDABILITY_CHANGED = Event(
    601, "discovery.findability_changed", "A steward changed who finds the community and how to reach it."
)
