"""A small world with something of everything that is kept, made by actions as people make it."""

from datetime import UTC, datetime, timedelta

from groundswell.community.actions import Description, change_stage
from groundswell.community.make import make_mail_server
from groundswell.community.models import Stage
from groundswell.kernel import clock
from groundswell.kernel.actor import SYSTEM
from groundswell.people import actions as people
from groundswell.people.make import make_founder, make_imported_member, make_member
from groundswell.people.models import Member, Role
from groundswell.spaces.gate import actor_for, visitor
from groundswell.spaces.make import make_private_space
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import Post, ReactionKind, Topic

FOUNDED = datetime(2026, 3, 1, 18, 0, tzinfo=UTC)
TITLE = "Which glue holds a kettle’s handle?"
PURPOSE = "Nothing worth fixing goes in the bin."


def make_world(founded: datetime = FOUNDED) -> None:
    """Five people, two spaces and three topics, over a week."""
    with clock.moved_to(founded):
        ada = make_founder("Ada", Description("Riverbend Repair", purpose=PURPOSE), handle="ada")
        change_stage(actor_for(ada), Stage.OPEN)
        bea, cy, dan = make_member("Bea", role=Role.MODERATOR), make_member("Cyrus"), make_member("Dan")
    with clock.moved_to(founded + timedelta(days=1)):
        _talk(ada, bea, cy)
    with clock.moved_to(founded + timedelta(days=7)):
        _tend(ada, bea, cy, dan)


def _talk(ada: Member, bea: Member, cy: Member) -> None:
    commons = Space.objects.get()
    kettle = make_topic(cy, TITLE, space=commons, text="It came off **twice**. @bea, you know glue? 🫖 שלום")
    answer = make_reply(bea, kettle, "Epoxy, and a day of patience.\n\n> It came off twice.")
    actions.react(actor_for(cy), answer, ReactionKind.THANKS)
    actions.react(actor_for(ada), answer, ReactionKind.HEART)
    actions.edit_post(actor_for(bea), answer, "Epoxy, and two days of patience.", reason="One was too few.")
    actions.mark_read(actor_for(ada), kettle, answer.pk)
    backroom = make_private_space(ada, bea, by=actor_for(ada))
    make_topic(ada, "Who holds the keys?", space=backroom, text="I do, until May.")
    people.note_visit(actor_for(cy))


def _tend(ada: Member, bea: Member, cy: Member, dan: Member) -> None:
    topic = make_topic(dan, "Miracle glue, half price", space=Space.objects.earliest("pk"))
    actions.hide_topic(actor_for(bea), topic, reason="An advertisement.")
    actions.close_topic(actor_for(bea), Topic.objects.get(title=TITLE), reason="It holds.")
    people.suspend(actor_for(bea), dan, "Sold miracle glue.")
    make_imported_member("Henning", joined_at=clock.now() - timedelta(days=900))
    make_mail_server()
    people.apply(visitor(), people.Newcomer("Fay", "fay", "fay@example.org"), words="I mend coats.")
    gone = make_member("Gus")
    make_reply(gone, make_topic(ada, "Saturday", space=Space.objects.earliest("pk")), "I bring cake.")
    people.leave(SYSTEM, gone, keep_posts=True)


def kettle() -> Topic:
    return Topic.objects.get(title=TITLE)


def newest_post() -> Post:
    return Post.objects.latest("pk")
