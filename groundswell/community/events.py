"""What can happen to the community itself."""

from groundswell.kernel.ledger import Event

COMMUNITY_FOUNDED = Event(51, "community.founded", "The community was founded.")
COMMUNITY_DESCRIBED = Event(52, "community.described", "A steward changed how the community is described.")
STAGE_CHANGED = Event(53, "community.stage_changed", "A steward opened or closed the community.")
LOGO_CHANGED = Event(54, "community.logo_changed", "A steward changed the logo.")
MAIL_SERVER_SET = Event(55, "community.mail_server_set", "A steward said how mail leaves.")
MAIL_SERVER_REMOVED = Event(56, "community.mail_server_removed", "A steward took the mail server away.")
JOB_RETRIED = Event(57, "community.job_retried", "A steward had a dead job tried again.")
JOB_DISCARDED = Event(58, "community.job_discarded", "A steward threw a dead job away.")
