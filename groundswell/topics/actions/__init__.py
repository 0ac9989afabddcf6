"""What people can do to topics and posts."""

from groundswell.topics.actions.closing import close_topic, reopen_topic
from groundswell.topics.actions.hiding import hide_post, hide_topic, restore_post, restore_topic
from groundswell.topics.actions.moving import change_title, move_topic
from groundswell.topics.actions.posting import edit_post, open_topic, reply
from groundswell.topics.actions.reacting import react, withdraw_reaction
from groundswell.topics.actions.reading import mark_read

__all__ = [
    "change_title",
    "close_topic",
    "edit_post",
    "hide_post",
    "hide_topic",
    "mark_read",
    "move_topic",
    "open_topic",
    "react",
    "reopen_topic",
    "reply",
    "restore_post",
    "restore_topic",
    "withdraw_reaction",
]
