"""Reach: what its measures mean."""

from django.utils.translation import gettext_lazy as _

from groundswell.power.definitions.definition import Definition, define

_PEOPLE = _("people")
_SOURCE = _("Weekly and monthly active people, in whole weeks and by level of taking part; ours, 2026.")

define(
    Definition(
        measure="active_people",
        title=_("Active people"),
        sentence=_("So many people did something here in four weeks: reacted, thanked, wrote or did a task."),
        formula=_(
            "The number of different people with at least one deliberate act in 28 days. They are counted, "
            "not estimated, so there is no interval. A visit is no act; what was moved in from elsewhere is "
            "none here."
        ),
        unit=_PEOPLE,
        counted=_PEOPLE,
        source=_SOURCE,
        blind=_(
            "Whoever reads and does nothing; one person with two accounts; whether they were glad to come."
        ),
    ),
    Definition(
        measure="weekly_active_people",
        title=_("Active people of a week"),
        sentence=_("So many people did something here in one week."),
        formula=_("The number of different people with at least one deliberate act in 7 days; counted."),
        unit=_PEOPLE,
        counted=_PEOPLE,
        source=_SOURCE,
        blind=_("Whoever comes every other week, which is often enough."),
    ),
    Definition(
        measure="visiting_people",
        title=_("People who came"),
        sentence=_("So many people were here signed in within four weeks, whether or not they did anything."),
        formula=_(
            "The number of different people with at least one visit or deliberate act in 28 days; counted. "
            "Unseen where no visits are recorded, as in an archive."
        ),
        unit=_PEOPLE,
        counted=_PEOPLE,
        source=_SOURCE,
        blind=_("Whoever reads without signing in, or by mail or feed."),
    ),
)
