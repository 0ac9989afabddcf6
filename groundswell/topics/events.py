"""What can happen to topics and posts."""

from groundswell.kernel.ledger import Event, Level

TOPIC_OPENED = Event(301, "topics.opened", "A member opened a topic.", level=Level.WROTE)
POST_REPLIED = Event(302, "topics.replied", "A member replied in a topic.", level=Level.WROTE)
POST_EDITED = Event(303, "topics.post_edited", "An author changed a post.")
TITLE_CHANGED = Event(304, "topics.title_changed", "A topic got another title.")
MEMBER_MENTIONED = Event(305, "topics.member_mentioned", "A post named a member.")
POST_HEARTED = Event(306, "topics.post_hearted", "A member gave a post a heart.", level=Level.REACTED)
HEART_WITHDRAWN = Event(307, "topics.heart_withdrawn", "A member took a heart back.")
POST_THANKED = Event(308, "topics.post_thanked", "A member thanked for a post.", level=Level.REACTED)
THANKS_WITHDRAWN = Event(309, "topics.thanks_withdrawn", "A member took thanks back.")
TOPIC_CLOSED = Event(310, "topics.closed", "A topic was closed: it takes no more replies.")
TOPIC_REOPENED = Event(311, "topics.reopened", "A closed topic takes replies again.")
TOPIC_HIDDEN = Event(312, "topics.hidden", "A moderator hid a topic, with a reason.")
TOPIC_RESTORED = Event(313, "topics.restored", "A moderator restored a hidden topic.")
POST_HIDDEN = Event(314, "topics.post_hidden", "A moderator hid a post, with a reason.")
POST_RESTORED = Event(315, "topics.post_restored", "A moderator restored a hidden post.")
TOPIC_MOVED = Event(316, "topics.moved", "A topic moved to another space.")
