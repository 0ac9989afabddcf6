"""Answering: what its measures mean."""

from django.utils.translation import gettext_lazy as _

from groundswell.power.definitions.definition import Definition, define

_WAITING = _("share of topics still waiting")
_WATCHED = _("topics still waiting and watched")
_SOURCE = _("Time to first response (CHAOSS, 2019), with those who still wait (Kaplan and Meier, 1958).")
_BLIND = _(
    "Whether the answer helped; answers that were given elsewhere or in private; and who, seeing that nobody "
    "answers, never asked."
)

define(
    Definition(
        measure="answered_in_a_day",
        title=_("Answered within a day"),
        sentence=_("Of the topics that people opened, so many had a reply from somebody else within a day."),
        formula=_(
            "1 − S(1 day), where S is the share still waiting, by Kaplan and Meier. A topic waits from its "
            "opening until another person replies. Topics that still wait, or were closed unanswered, count "
            "as waiting up to then: they are neither left out nor counted as never."
        ),
        unit=_("share of topics"),
        counted=_("topics"),
        source=_SOURCE,
        blind=_BLIND,
        drawn=_WAITING,
        watched=_WATCHED,
    ),
    Definition(
        measure="unanswered_after_a_week",
        title=_("Unanswered after a week"),
        sentence=_("Of the topics that people opened, so many had no reply from anybody else after a week."),
        formula=_("S(7 days), where S is the share of topics still waiting, by Kaplan and Meier."),
        unit=_("share of topics"),
        counted=_("topics"),
        source=_SOURCE,
        blind=_BLIND,
        drawn=_WAITING,
        watched=_WATCHED,
    ),
    Definition(
        measure="time_to_answer",
        title=_("How long half of the topics wait"),
        sentence=_("After so long, half of the topics had a reply from somebody else; the others waited on."),
        formula=_(
            "The first time t at which S(t) ≤ ½, where S is the share of topics still waiting, by Kaplan and "
            "Meier. Where fewer than half were ever answered it is not reached, which is not the same as "
            "unknown. The usual mean over answered topics leaves out those who wait longest."
        ),
        unit=_("days"),
        counted=_("topics"),
        source=_SOURCE,
        blind=_BLIND,
        drawn=_WAITING,
        watched=_WATCHED,
    ),
    Definition(
        measure="answered_before_closing",
        title=_("Answered before they were closed"),
        sentence=_(
            "Of the topics that people opened, so many were answered in a week, and not closed first."
        ),
        formula=_(
            "The share answered by day 7, by Aalen and Johansen: a topic that was closed unanswered can no "
            "longer be answered, and counts as one that never was. Where nothing is closed it is 1 − S(7)."
        ),
        unit=_("share of topics"),
        counted=_("topics"),
        source=_("Incidence with competing ends: Aalen and Johansen, 1978."),
        blind=_BLIND,
        drawn=_("share of topics answered"),
        watched=_WATCHED,
    ),
    Definition(
        measure="who_answers_first",
        title=_("Who answers first"),
        sentence=_(
            "Of the first answers, so many came from somebody who is neither of the team nor one of the five "
            "who answer most."
        ),
        formula=_(
            "Those by all but the team and the five others who gave most of them, ÷ all first answers "
            "by somebody who is known."
        ),
        unit=_("share of first answers"),
        counted=_("first answers"),
        source=_("Time to first response by role of the responder (CHAOSS, 2019); ours: the five."),
        blind=_("Who would have answered, had nobody been quicker."),
        names={"team": _("The team"), "core": _("The five who answer most"), "others": _("Everybody else")},
    ),
)
