"""Cohesion: what its measures mean."""

from django.utils.translation import gettext_lazy as _

from groundswell.power.definitions.definition import Definition, define

_BLIND = _(
    "Ties that leave no reply: who reads whom, who meets or writes in private; and whether the words were "
    "friendly."
)
_SHARE = _("share of people")

define(
    Definition(
        measure="partners",
        title=_("People to talk with"),
        sentence=_("Half of those who wrote exchanged replies with at least so many different people."),
        formula=_(
            "The median, over all who wrote, of how many others each replied to or had a reply from. A reply "
            "that names nobody goes to whoever opened the topic. Who wrote and had to do with nobody counts "
            "as 0."
        ),
        unit=_("people"),
        counted=_("people who wrote"),
        source=_("Degree in a network: Freeman, 1978; the interval by order statistics: Thompson, 1936."),
        blind=_BLIND,
    ),
    Definition(
        measure="reciprocity",
        title=_("Replies that go both ways"),
        sentence=_(
            "Of all who replied to somebody, counted once for each such pair, so many had a reply back."
        ),
        formula=_(
            "Arcs from A to B with one from B to A ÷ all arcs, where an arc means at least one reply. Beside "
            "it the same share by chance: the mean of 50 networks in which everybody replies to, and is "
            "replied to by, as many people as now, but to whom is drawn by lot; the difference from it; and "
            "z, that difference in standard deviations of the 50."
        ),
        unit=_("share of arcs"),
        counted=_("arcs"),
        source=_("Garlaschelli and Loffredo, 2004; rewiring after Rao, Jana and Bandyopadhyay, 1996."),
        blind=_BLIND,
    ),
    Definition(
        measure="components",
        title=_("How many hang together"),
        sentence=_(
            "Of those who took part, so many are linked to each other by replies, directly or through others."
        ),
        formula=_(
            "People in the largest part of the network whose members are all linked, whoever replied ÷ all "
            "who wrote or were replied to. Beside it the same where the way must follow the replies, there "
            "and back."
        ),
        unit=_SHARE,
        counted=_("people who wrote or were replied to"),
        source=_("Largest weak and strong component: Broder and others, 2000."),
        blind=_BLIND,
    ),
    Definition(
        measure="isolates",
        title=_("Who wrote and met nobody"),
        sentence=_("Of those who wrote, so many neither replied to anybody nor had a reply."),
        formula=_("Those without a reply to or from another person ÷ all who wrote; interval by Wilson."),
        unit=_SHARE,
        counted=_("people who wrote"),
        source=_("Isolates of a network: Wasserman and Faust, 1994; the interval: Wilson, 1927."),
        blind=_BLIND,
    ),
    Definition(
        measure="core",
        title=_("The dense core"),
        sentence=_("There are people who each exchange replies with so many others of themselves."),
        formula=_(
            "The largest k for which some people each have ties to at least k of these people. Beside it, "
            "how many people are left where each has at least three. It grows with the community."
        ),
        unit=_("ties"),
        counted=_("people who wrote or were replied to"),
        source=_("k-cores: Seidman, 1983."),
        blind=_BLIND,
    ),
    Definition(
        measure="bridges",
        title=_("People who alone link others"),
        sentence=_("Without any one of so many people, some others would be cut off from the rest."),
        formula=_(
            "Articulation points of the network of who exchanged replies with whom. It tells how many there "
            "are, never who."
        ),
        unit=_("people"),
        counted=_("people who wrote or were replied to"),
        source=_("Articulation points: Hopcroft and Tarjan, 1973."),
        blind=_BLIND,
    ),
    Definition(
        measure="transitivity",
        title=_("Circles of acquaintance"),
        sentence=_("Two people who both talk with a third talk with each other so often."),
        formula=_(
            "3 × triangles ÷ pairs of ties that meet in one person. More is not better: loyal communities "
            "have been found to be less closed."
        ),
        unit=_("share of pairs of ties"),
        counted=_("ties"),
        source=_("Transitivity: Newman, Strogatz and Watts, 2001; care: Hamilton and others, 2017."),
        blind=_BLIND,
    ),
    Definition(
        measure="groups",
        title=_("Groups, and who answers whom"),
        sentence=_("Replies fall into so many groups of people who talk mostly among themselves."),
        formula=_(
            "Groups by the Leiden method (modularity, resolution 1, each tie weighing the same), from ten "
            "throws of the dice; they are told only if the median adjusted Rand index of any two throws is "
            "at least 0.75, else they are too unstable to show. The table counts replies between groups. A "
            "cell behind which fewer than five people stand on either side is left out, and others with it, "
            "so that it does not follow from sums."
        ),
        unit=_("groups"),
        counted=_("people with a tie"),
        source=_(
            "Traag, Waltman and van Eck, 2019; agreement: Hubert and Arabie, 1985; cells: Gusfield, 1988."
        ),
        blind=_BLIND,
    ),
)
