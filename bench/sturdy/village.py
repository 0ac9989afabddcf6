"""A small community to be harmed: members with sessions, topics to answer, and mail that leaves.

`python -m bench.sturdy.village FACTS PORT` makes it in the installation that GROUNDSWELL_HOME names; mail
goes to the port, and what the writers need to know into the file.
"""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
import django

django.setup()

from django.db import connection
from django.test import Client

from bench.sturdy.witness import TABLE
from groundswell.community.actions import Description, Post, change_stage, set_mail_server
from groundswell.community.models import Security, Stage
from groundswell.config.preparing import prepare
from groundswell.people.make import make_founder, make_member
from groundswell.people.models import Account, Member
from groundswell.spaces.gate import actor_for
from groundswell.spaces.models import Space
from groundswell.topics.make import make_topic
from groundswell.topics.models import Post as Contribution
from groundswell.topics.queries.rows import topic_address

_MEMBERS, _TOPICS = 96, 30


def main(file: Path, mail: int) -> None:
    """Everything by the features' actions."""
    prepare(lambda _: None)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {TABLE} (entry BIGINT NOT NULL)")
    words = Description("Besieged", purpose="To lose nothing.", message="", place="Anywhere")
    founder = make_founder("Petra", words, handle="petra")
    change_stage(actor_for(founder), Stage.OPEN)
    post = Post("127.0.0.1", mail, "", "", Security.NONE, "hello@bench.example")
    set_mail_server(actor_for(founder), post)
    space = Space.objects.get()
    for number in range(_TOPICS):
        make_topic(founder, f"Topic {number}", space=space)
    members = [make_member("Writer", handle=f"writer-{number}") for number in range(_MEMBERS)]
    openings = Contribution.objects.filter(is_opening=True).select_related("topic")
    facts = {
        "space": space.pk,
        "topics": list(openings.values_list("topic", flat=True)),
        "posts": list(openings.values_list("pk", flat=True)),
        "pages": ["/", "/t/", *(topic_address(row.topic_id, row.topic.title) for row in openings)],
        "members": [{"id": member.pk, "session": _session(member)} for member in members],
    }
    file.write_text(json.dumps(facts))


def _session(member: Member) -> str:
    client = Client()
    client.force_login(Account.objects.get(member=member))
    return str(client.cookies["session"].value)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
