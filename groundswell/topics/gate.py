"""Who may see a topic and a post: the rule once, as SQL, for every query there is.

`visible_to` filters by it and the hand-written page queries carry it; nothing else decides.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler

from groundswell.kernel.actor import Actor
from groundswell.spaces.models import Verb


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition and the values of its placeholders."""

    sql: str
    values: tuple[Any, ...] = ()


class Passes(models.Func):
    """A gate as one of Django's conditions: it follows its table into subqueries, where that is renamed."""

    output_field = models.BooleanField()

    def __init__(self, gate: Callable[[str], Clause]) -> None:
        super().__init__("pk")
        self.gate = gate

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, _connection: BaseDatabaseWrapper, **_options: Any
    ) -> tuple[str, list[Any]]:
        (row,) = self.get_source_expressions()
        clause = self.gate(compiler.quote_name_unless_alias(row.alias))
        return f"({clause.sql})", list(clause.values)


def topic_gate(actor: Actor, topic: str) -> Clause:
    """The condition under which the actor may see the row of topics_topic that `topic` names.

    The plus keeps SQLite from taking the index over spaces and then sorting every topic in them, where a
    list wants the newest few.
    """
    if actor.is_system:
        return Clause("1 = 1")
    places = within(f"+{topic}.space_id", actor.places)
    if not actor.is_person:
        return _both(places, Clause(f"NOT {topic}.is_hidden AND NOT {topic}.is_private"))
    hidden = _hidden(actor, topic, f"{topic}.space_id")
    mine = f"SELECT 1 FROM topics_participant me WHERE me.topic_id = {topic}.id AND me.member_id = %s"  # noqa: S608
    private = Clause(f"(NOT {topic}.is_private OR EXISTS ({mine}))", (actor.id,))
    return _both(places, hidden, private)


def post_gate(actor: Actor, post: str) -> Clause:
    """The condition under which the actor, who may see its topic, may see the row of topics_post."""
    if actor.is_system:
        return Clause("1 = 1")
    if not actor.is_person:
        return Clause(f"NOT {post}.is_hidden")
    space = f"(SELECT home.space_id FROM topics_topic home WHERE home.id = {post}.topic_id)"  # noqa: S608 - as above
    return _hidden(actor, post, space)


def _hidden(actor: Actor, row: str, space: str) -> Clause:
    moderated = actor.where(Verb.MODERATE)
    mine = Clause(f"NOT {row}.is_hidden OR {row}.author_id = %s", (actor.id,))
    if not moderated:
        return Clause(f"({mine.sql})", mine.values)
    theirs = within(space, moderated)
    return Clause(f"({mine.sql} OR {theirs.sql})", (*mine.values, *theirs.values))


def within(column: str, places: Iterable[int]) -> Clause:
    """The condition that the column names one of the places; never true where there are none."""
    chosen = tuple(sorted(places))
    if not chosen:
        return Clause("1 = 0")
    return Clause(f"{column} IN ({', '.join(['%s'] * len(chosen))})", chosen)


def _both(*clauses: Clause) -> Clause:
    values = tuple(value for clause in clauses for value in clause.values)
    return Clause(" AND ".join(clause.sql for clause in clauses), values)
