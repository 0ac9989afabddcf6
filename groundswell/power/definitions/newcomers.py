"""Newcomers: what their measures mean."""

from django.utils.translation import gettext_lazy as _

from groundswell.power.definitions.definition import Definition, define

_BLIND = _(
    "Who read and never wrote; who wrote first in another place; and whether the same person came back under "
    "another name."
)
_PEOPLE = _("newcomers")
_OF_PEOPLE = _("share of newcomers")

define(
    Definition(
        measure="welcomed_in_a_day",
        title=_("Newcomers answered within a day"),
        sentence=_("Of those who wrote for the first time, so many had an answer within a day."),
        formula=_(
            "1 − S(1 day), where S is the share still waiting, by Kaplan and Meier. A first post that opens "
            "a topic is answered by anybody else's reply there; one that is a reply, by a reply to its "
            "author later in the same topic."
        ),
        unit=_OF_PEOPLE,
        counted=_PEOPLE,
        source=_("First posts that are answered: Joyce and Kraut, 2006; waiting by Kaplan and Meier, 1958."),
        blind=_("Whether the answer was kind; hearts and private words; and who was put off before writing."),
        drawn=_("share of newcomers still waiting for an answer"),
        watched=_("newcomers still waiting and watched"),
    ),
    Definition(
        measure="second_post",
        title=_("Newcomers who write again"),
        sentence=_("Of those who wrote for the first time, so many wrote again within four weeks."),
        formula=_(
            "1 − S(28 days), where S is the share who have not written again, by Kaplan and Meier; whoever "
            "came less than four weeks ago counts for the days there were."
        ),
        unit=_OF_PEOPLE,
        counted=_PEOPLE,
        source=_("Posting again: Joyce and Kraut, 2006; waiting by Kaplan and Meier, 1958."),
        blind=_BLIND,
        drawn=_("share of newcomers who have not written again"),
        watched=_("newcomers who have not, and are watched"),
    ),
    Definition(
        measure="returned",
        title=_("Newcomers who come back"),
        sentence=_("Of those who wrote for the first time, so many did something again in days 8 to 97."),
        formula=_(
            "Those with a deliberate act from 7 whole days to before 97 whole days after their first post, ÷ "
            "all whose 97 days are over. Wilson's interval. Weeks are taken together until five began."
        ),
        unit=_OF_PEOPLE,
        counted=_PEOPLE,
        source=_(
            "Retention within a bracket of days, so that late days do not fall by themselves; ours, 2026."
        ),
        blind=_BLIND,
    ),
    Definition(
        measure="return_when_answered",
        title=_("Coming back, answered and not"),
        sentence=_(
            "So many more of those whose first post was answered within a week came back than of the others. "
            "This goes together; it does not say what causes what."
        ),
        formula=_(
            "The share that came back in days 8 to 97 among newcomers answered within 7 days, minus the "
            "share among the others. Newcombe's interval of the difference; n is the smaller group. Weeks "
            "are taken together until five were answered and five were not; not told where one to four of "
            "either group returned, or did not."
        ),
        unit=_("difference of shares"),
        counted=_("newcomers in the smaller group"),
        source=_("Answered newcomers who post again: Joyce and Kraut, 2006; interval by Newcombe, 1998."),
        blind=_(
            "Why: good first posts are answered more often, and are written by those who would have stayed. "
            "Only an experiment by lot could tell."
        ),
        names={"answered": _("Those who were answered"), "not answered": _("The others")},
        is_difference=True,
    ),
    Definition(
        measure="newcomers_path",
        title=_("The newcomers' path"),
        sentence=_(
            "Of those who wrote for the first time, so many came to each step, and so many came back."
        ),
        formula=_(
            "Of newcomers whose 97 days are over: answered within a day; wrote again within 28 days; did "
            "something in days 8 to 97. The value is the last, with Wilson's interval. Weeks are taken "
            "together until five began."
        ),
        unit=_OF_PEOPLE,
        counted=_PEOPLE,
        source=_("Steps of joining: Kraut and Resnick, 2012; the brackets are ours."),
        blind=_BLIND,
        names={
            "wrote": _("Wrote for the first time"),
            "answered": _("Were answered within a day"),
            "wrote again": _("Wrote again within four weeks"),
            "returned": _("Came back in days 8 to 97"),
        },
    ),
)
