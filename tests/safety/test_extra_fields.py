"""What a form does not ask is not taken: extra fields named as columns change nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping

import pytest
from django.apps import apps
from django.db import models

from tests.leaks.browsing import Browser, undone
from tests.leaks.world import Role, World
from tests.safety.posting import Form, Row, successes, tables

pytestmark = pytest.mark.slow  # a round through every route takes its time


INTRUDER = "zzintruder"
NUMBER = "424242"
NOTHING: Mapping[str, str] = {}
AT_ONCE = 120  # a request's form holds 200 fields


def extras(world: World, form: Form) -> list[dict[str, str]]:
    """A value for every column there is, less those that the form asks, in as many parts as it takes."""
    asked = form.call.sends(world)
    names = {
        name
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        for name in (field.name, field.attname)
    }
    wanted = sorted(names - asked.keys() - {"id"})
    parts = [wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE)]
    return [{name: value_for(world, name) for name in part} for part in parts]


def value_for(world: World, name: str) -> str:
    """Something real where a row is named, else something that would be noticed."""
    noun = name.removesuffix("_id")
    if noun in {"author", "member", "by", "last_author", "account"}:
        return str(world.people[Role.OUTSIDER].pk)
    if noun in {"space", "parent", "topic", "post"}:
        return str(world.things["topic" if noun == "post" else noun.replace("parent", "space")][-1].value)
    told = {"role": "steward", "standing": "suspended", "origin": "erased", "stage": "open", "kind": "group"}
    if name in told:
        return told[name]
    return "on" if name.startswith("is_") else NUMBER if is_number(name) else INTRUDER


def is_number(name: str) -> bool:
    numbers = (models.IntegerField, models.DateField)
    fields = (field for model in apps.get_models() for field in model._meta.concrete_fields)
    return any(field.name == name and isinstance(field, numbers) for field in fields)


def test_fields_that_no_form_asks_are_not_taken(world: World) -> None:
    """Compared with the same form sent without them: every flag, choice, sum and reference is equal."""
    taken = {}
    found = successes(world)
    for route, (form, role) in found.items():
        plain = outcome(world, form, role=role)
        for more in extras(world, form):
            stuffed = outcome(world, form, role=role, more=more)
            if plain != stuffed:
                taken[route] = {table: differing(plain[table], stuffed[table]) for table in plain}

    assert len(found) > 30
    assert {route: {t: d for t, d in told.items() if d} for route, told in taken.items()} == {}


def outcome(
    world: World, form: Form, *, role: Role, more: Mapping[str, str] = NOTHING
) -> dict[str, Counter[str]]:
    """What all tables say after the form, but for what is new each time: ids, times, tokens."""
    before = tables()
    known = {str(row[key]) for rows in before.values() for row in rows for key in row}
    with undone():
        form.kept_by(Browser(world, role), **more)
        after = tables()
    return {
        table: Counter(plain(row, known) for row in rows if row not in before[table])
        for table, rows in after.items()
        if is_ours(table)
    }


def is_ours(table: str) -> bool:
    """Sessions hold random data, and tallies count each request."""
    return table not in {"django_session", "kernel_tally"}


def plain(row: Row, known: set[str]) -> str:
    """A row that is new or changed, without what a database counts up."""
    row = {name: value for name, value in row.items() if name not in {"id", "position"}}
    return str(
        {name: value if str(value) in known or is_telling(value) else "new" for name, value in row.items()}
    )


def is_telling(value: object) -> bool:
    """A value that would show that an extra field was taken."""
    return isinstance(value, bool) or INTRUDER in str(value) or str(value) == NUMBER


def differing(before: Counter[str], after: Counter[str]) -> list[str]:
    return sorted((after - before).keys())


@pytest.mark.parametrize("value", [INTRUDER, NUMBER])
def test_the_values_that_are_slipped_in_are_new_to_the_world(world: World, value: str) -> None:
    assert not any(contains(rows, value) for rows in tables().values())


def contains(rows: Iterable[Row], value: str) -> bool:
    return any(value in str(each) for row in rows for each in row.values())
