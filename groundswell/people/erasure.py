"""Leaving: a member is replaced everywhere by a tombstone that leads back to nobody.

Whatever points to a member declares by its foreign key what becomes of it: CASCADE goes, PROTECT
stays and points to the tombstone, SET_NULL forgets. What keys cannot say, a feature registers here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import models
from django.db.models import ForeignObjectRel

from groundswell.kernel.ledger.models import Entry
from groundswell.kernel.registry import Registry
from groundswell.people.models import Member


@dataclass(frozen=True, slots=True)
class Erasure:
    """One member's leaving: who, what stands in their place, and whether their posts stay."""

    member: Member
    tombstone: Member
    keeps_posts: bool


erasers: Registry[Callable[[Erasure], None]] = Registry("what else is erased with a member")


def replace_everywhere(erasure: Erasure) -> None:
    """Point rows and ledger entries to the tombstone."""
    for model, field in _kept_references():
        rows = model._base_manager  # noqa: SLF001 - every row, whatever the feature's own manager leaves out
        rows.filter(**{field: erasure.member}).update(**{field: erasure.tombstone})
    old, new = erasure.member.pk, erasure.tombstone.pk
    Entry.objects.filter(actor=old).update(actor=new)
    Entry.objects.filter(toward=old).update(toward=new)
    Entry.objects.filter(subject_type=Member._meta.label_lower, subject=old).update(subject=new)


def _kept_references() -> Iterator[tuple[type[models.Model], str]]:
    for relation in Member._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and relation.on_delete is models.PROTECT:
            yield relation.related_model, relation.field.name
