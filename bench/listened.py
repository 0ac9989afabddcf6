"""The community that is listened to: topics as unequal as the corpus's, one that all hear, one to be read."""

import os
from dataclasses import dataclass
from pathlib import Path

from bench.plan import Numbers, Plan, Shape
from groundswell.kernel import clock
from tools.serving import groundswell

_SMALLER = 20


@dataclass(frozen=True, slots=True)
class Home:
    """Where it lives, its topics and how much each weighs, and whose session reads."""

    folder: Path
    more: dict[str, str]
    topics: list[int]
    weights: list[int]
    heard: int
    read: int
    session: str


def prepare(folder: Path, address: str | None) -> Home:
    """An open community on SQLite, or on the PostgreSQL server of this address."""
    import django  # noqa: PLC0415 - the home must be known first

    more = {"GROUNDSWELL_SECRET_KEY": "for this measurement alone, and for nothing else"}
    if address:
        more["GROUNDSWELL_DATABASE_URL"] = address
    os.environ |= {
        "GROUNDSWELL_HOME": str(folder),
        "DJANGO_SETTINGS_MODULE": "groundswell.config.settings",
        **more,
    }
    groundswell(folder, "init", more=more)
    django.setup()
    weights = Numbers(Plan(Shape().scaled(_SMALLER), clock.now())).sizes
    *topics, heard, read, session = _filled(len(weights))
    return Home(folder, more, [int(each) for each in topics], weights, int(heard), int(read), str(session))


def _filled(topics: int) -> list[int | str]:
    """So many topics, two more, and a session."""
    from django.test import Client  # noqa: PLC0415

    from groundswell.community.make import make_community  # noqa: PLC0415
    from groundswell.community.models import Stage  # noqa: PLC0415
    from groundswell.people.make import make_member  # noqa: PLC0415
    from groundswell.people.models import Account  # noqa: PLC0415
    from groundswell.spaces.models import Space  # noqa: PLC0415
    from groundswell.topics.make import make_reply, make_topic  # noqa: PLC0415

    make_community(stage=Stage.OPEN)
    member, space = make_member("Ada"), Space.objects.get()
    made = [make_topic(member, f"No. {number}", space=space) for number in range(topics + 2)]
    for number in range(19):
        make_reply(member, made[-1], f"Reply {number}, with some words in it.")
    client = Client()
    client.force_login(Account.objects.get(member=member))
    return [*(each.pk for each in made), client.cookies["session"].value]
