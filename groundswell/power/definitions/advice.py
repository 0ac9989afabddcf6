"""What to do next, in words: the act, its reason in numbers, and its evidence. No numpy here.

Names are for those who may see them; without them the sentence says the same of somebody.
"""

from collections.abc import Callable, Mapping

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from groundswell.power.definitions.definition import Words
from groundswell.power.engine.advice.advised import Advice, Evidence

_DAY = 24
_HUNDRED = 100

SOURCES: Mapping[str, Words] = {
    "joyce_kraut_2006": gettext_lazy(
        "Elsewhere, of newcomers whose first post was answered 56 of 100 wrote again, of the others 44 "
        "(Joyce and Kraut, 2006: 2,777 newcomers)."
    ),
    "chaoss_absence_factor": gettext_lazy(
        "If the fewest people who do half of the work stop, half of it stops (CHAOSS, absence factor)."
    ),
    "peterson_2008": gettext_lazy(
        "Eight questions on the sense of community are well tried (Peterson, Speer and McMillan, 2008)."
    ),
    "ours": gettext_lazy("This rests on nothing but this community's own numbers."),
}


def act(advice: Advice, names: Mapping[int, str] | None = None) -> str:
    """What to do: 'Answer Ines. Her first post has waited 9 hours.' `names` by id, of people and spaces."""
    return _ACTS[advice.rule](advice, names or {})


def reason(advice: Advice) -> str:
    """The numbers behind it, of all it is about."""
    return _REASONS[advice.rule](advice)


def evidence(advice: Advice) -> list[str]:
    """What this community itself shows, where it shows enough, and a published source."""
    own = _OWN.get(advice.evidence.measure.partition(".")[0])
    said = [own(advice.evidence)] if own else []
    return [*said, str(SOURCES[advice.evidence.source])]


def waited(hours: float) -> str:
    """'9 hours', or from two days on '3 days'; whole ones that are over."""
    if hours < 2 * _DAY:
        whole = int(hours)
        return ngettext("%(number)d hour", "%(number)d hours", whole) % {"number": whole}
    days = int(hours / _DAY)
    return ngettext("%(number)d day", "%(number)d days", days) % {"number": days}


def _of_hundred(share: float) -> int:
    return round(_HUNDRED * share)


def _with_tenths(value: float) -> str:
    told: str = number_format(round(value, 1), 1, force_grouping=True)
    return told


def _answer_newcomer(advice: Advice, names: Mapping[int, str]) -> str:
    values = {"name": names.get(advice.place.person), "time": waited(advice.hours)}
    if values["name"] is None:
        return _("Answer a newcomer. Their first post has waited %(time)s.") % values
    return _("Answer %(name)s. Their first post has waited %(time)s.") % values


def _answer_topics(advice: Advice, _names: Mapping[int, str]) -> str:
    waiting = int(advice.reason["waiting"])
    said = ngettext(
        "%(number)d topic waits for an answer. The oldest has waited %(time)s.",
        "%(number)d topics wait for an answer. The oldest has waited %(time)s.",
        waiting,
    )
    return said % {"number": waiting, "time": waited(advice.hours)}


def _ask_cohort(advice: Advice, _names: Mapping[int, str]) -> str:
    stopped = int(advice.reason["stopped"])
    said = ngettext(
        "Ask %(number)d person who came two months ago why they stopped.",
        "Ask the %(number)d people who came two months ago and stopped what they missed.",
        stopped,
    )
    return said % {"number": stopped}


def _wake_space(advice: Advice, names: Mapping[int, str]) -> str:
    name = names.get(advice.place.space)
    if name is None:
        return _("A space has fallen quiet. Ask those who used to come what would bring them back.")
    return _("%(space)s has fallen quiet. Ask those who used to come what would bring them back.") % {
        "space": name
    }


def _share_load(advice: Advice, names: Mapping[int, str]) -> str:
    known = [names[person] for person in advice.place.people if person in names]
    people = int(advice.reason["people"])
    values = {"people": people, "share": _of_hundred(advice.reason["share"]), "names": ", ".join(known)}
    said = ngettext(
        "One person gave %(share)d of 100 answers.",
        "%(people)d people gave %(share)d of 100 answers.",
        people,
    )
    invite = _("Invite others who answer already: %(names)s.") if known else _("Invite others to answer.")
    return f"{said} {invite}" % values


def _ask_how_they_feel(_advice: Advice, _names: Mapping[int, str]) -> str:
    return _("Ask people how they feel here. Too few have said it to tell.")


def _newcomers_waiting(advice: Advice) -> str:
    waiting = int(advice.reason["waiting"])
    said = ngettext(
        "%(number)d newcomer waits for an answer to a first post.",
        "%(number)d newcomers wait for an answer to a first post.",
        waiting,
    )
    return said % {"number": waiting}


def _people_waiting(advice: Advice) -> str:
    said = ngettext("%(number)d person waits.", "%(number)d people wait.", advice.people)
    return said % {"number": advice.people}


def _stopped(advice: Advice) -> str:
    values = {name: _of_hundred(advice.reason[name]) for name in ("now", "before")}
    joined = int(advice.reason["joined"])
    return _(
        "Of %(joined)d people who came then, %(now)d of 100 were here in their second month; of those who "
        "came before, %(before)d of 100."
    ) % {**values, "joined": joined}


def _quieter(advice: Advice) -> str:
    values = {name: _with_tenths(advice.reason[name]) for name in ("now", "before")}
    return _("%(now)s people a week of late, %(before)s before: a fall that chance hardly explains.") % values


def _answers_given(advice: Advice) -> str:
    return _("Of %(number)d first answers in twelve weeks.") % {"number": int(advice.reason["answers"])}


def _answers_to_questions(advice: Advice) -> str:
    number = int(advice.reason["answers"])
    said = ngettext("%(number)d person has answered.", "%(number)d people have answered.", number)
    return said % {"number": number}


def _returning(shown: Evidence) -> str:
    values = {
        "answered": _of_hundred(shown.numbers["answered"]),
        "others": _of_hundred(shown.numbers["not answered"]),
        "people": shown.n,
    }
    return (
        _(
            "Here, %(answered)d of 100 newcomers who were answered within a week came back, and %(others)d "
            "of 100 others (%(people)d people; an association, which need not be the cause)."
        )
        % values
    )


def _unanswered(shown: Evidence) -> str:
    values = {"share": _of_hundred(shown.numbers["unanswered"]), "topics": shown.n}
    return _("Here, %(share)d of 100 topics still wait after a week (%(topics)d topics).") % values


def _effective(shown: Evidence) -> str:
    return _(
        "Here, as many people share the answers as %(people)s equal ones would (%(answers)d answers)."
    ) % {
        "people": _with_tenths(shown.numbers["effective"]),
        "answers": shown.n,
    }


_ACTS: Mapping[str, Callable[[Advice, Mapping[int, str]], str]] = {
    "answer_newcomer": _answer_newcomer,
    "answer_topics": _answer_topics,
    "ask_cohort": _ask_cohort,
    "wake_space": _wake_space,
    "share_load": _share_load,
    "ask_how_they_feel": _ask_how_they_feel,
}
_REASONS: Mapping[str, Callable[[Advice], str]] = {
    "answer_newcomer": _newcomers_waiting,
    "answer_topics": _people_waiting,
    "ask_cohort": _stopped,
    "wake_space": _quieter,
    "share_load": _answers_given,
    "ask_how_they_feel": _answers_to_questions,
}
_OWN: Mapping[str, Callable[[Evidence], str]] = {
    "return_when_answered": _returning,
    "unanswered_after_a_week": _unanswered,
    "effective_answerers": _effective,
}
