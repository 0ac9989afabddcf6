"""What can happen to members."""

from groundswell.kernel.ledger import Event, Level

JOINED = Event(101, "people.joined", "Somebody became a member.")
APPLIED = Event(102, "people.applied", "Somebody asked to join and waits for a steward.")
APPROVED = Event(103, "people.approved", "A steward let somebody in.")
DECLINED = Event(104, "people.declined", "A steward declined somebody who asked to join.")
PROFILE_CHANGED = Event(105, "people.profile_changed", "A member changed their profile.")
ROLE_GIVEN = Event(106, "people.role_given", "A steward gave a member a role.")
SUSPENDED = Event(107, "people.suspended", "A member was suspended, with a reason.")
RESTORED = Event(108, "people.restored", "A suspension ended.")
CLAIM_ISSUED = Event(109, "people.claim_issued", "A steward made a link to claim an imported member.")
CLAIMED = Event(110, "people.claimed", "A person took over an imported member.")
LEFT = Event(111, "people.left", "A member left and was erased.")
VISITED = Event(112, "people.visited", "A member came by; at most one a day.", level=Level.CAME)
DOOR_KEY_MADE = Event(113, "people.door_key_made", "The operator made a sign-in link on the console.")
DOOR_KEY_USED = Event(114, "people.door_key_used", "A sign-in link from the console was used.")
CREDENTIALS_CHANGED = Event(115, "people.credentials_changed", "A member changed password or address.")
IMPORTED = Event(116, "people.imported", "A member came with an import, without an account.")
