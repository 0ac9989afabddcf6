"""The community on the machines: a steward, members with sessions, topics to answer, and mail that leaves.

`python -m bench.machines.settlement FACTS HOST PORT` makes it in the installation that GROUNDSWELL_HOME
names; its mail goes to the host, and what the trials need to know into the file.
"""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
import django

django.setup()

from django.conf import settings
from django.test import Client

from groundswell.community.actions import Description, Post, change_stage, set_mail_server
from groundswell.community.models import Security, Stage
from groundswell.config.preparing import prepare
from groundswell.people.make import PASSWORD, make_founder, make_member
from groundswell.people.models import Account, Member
from groundswell.spaces.gate import actor_for
from groundswell.spaces.models import Space
from groundswell.topics.make import make_topic

_MEMBERS, _TOPICS = 40, 12


def main(file: Path, mail: tuple[str, int]) -> None:
    """Everything by the features' actions."""
    prepare(lambda _: None)
    words = Description("Several", purpose="To be one on many machines.", message="", place="Here and there")
    founder = make_founder("Petra", words, handle="petra")
    change_stage(actor_for(founder), Stage.OPEN)
    set_mail_server(actor_for(founder), Post(*mail, "", "", Security.NONE, "hello@bench.example"))
    space = Space.objects.get()
    topics = [make_topic(founder, f"Topic {number}", space=space) for number in range(_TOPICS)]
    members = [make_member("Member", handle=f"member-{number}") for number in range(_MEMBERS)]
    facts = {
        "founder": {
            "login": {"login": "petra@example.org", "password": PASSWORD},
            "session": _session(founder),
        },
        "members": [{"handle": each.handle, "session": _session(each)} for each in members],
        "topics": [topic.pk for topic in topics],
        "space": space.pk,
    }
    file.write_text(json.dumps(facts))


def _session(member: Member) -> str:
    client = Client()
    client.force_login(Account.objects.get(member=member))
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


if __name__ == "__main__":
    main(Path(sys.argv[1]), (sys.argv[2], int(sys.argv[3])))
