"""What can happen to spaces."""

from groundswell.kernel.ledger import Event

SPACE_OPENED = Event(201, "spaces.space_opened", "A steward opened a space.")
SPACE_CHANGED = Event(202, "spaces.space_changed", "A space's name, text or audiences changed.")
SPACE_MOVED = Event(203, "spaces.space_moved", "A space moved to another place in the tree.")
SPACE_JOINED = Event(204, "spaces.space_joined", "A member joined a space.")
SPACE_LEFT = Event(205, "spaces.space_left", "A member left a space.")
ORGANISER_CHANGED = Event(206, "spaces.organiser_changed", "A member began or ceased to help to run a space.")
