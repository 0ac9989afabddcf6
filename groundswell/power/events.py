"""What can happen to the readings: what stewards aim for and have shown, who may look, and at whom."""

from groundswell.kernel.ledger import Event

TARGET_SET = Event(801, "power.target_set", "A steward said what to aim for in a reading.")
OPENED_TO_MEMBERS = Event(802, "power.opened_to_members", "A steward let members see the readings.")
KEPT_TO_STEWARDS = Event(803, "power.kept_to_stewards", "A steward kept the readings to stewards again.")
STANDING_SEEN = Event(804, "power.standing_seen", "A steward looked at how far a member is heard.")
INDEX_SWITCHED_ON = Event(805, "power.index_switched_on", "A steward wanted one number beside the eight.")
INDEX_SWITCHED_OFF = Event(806, "power.index_switched_off", "A steward wanted no number beside the eight.")
