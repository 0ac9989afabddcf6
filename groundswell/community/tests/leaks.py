"""What the community shows to all, and what its settings keep to the stewards."""

from groundswell.community import actions
from groundswell.community.mail import post
from groundswell.community.make import make_community
from groundswell.community.models import FoundingCode, Security
from groundswell.kernel import clock
from groundswell.kernel.actor import SYSTEM
from tests.leaks.features import form, page
from tests.leaks.world import ALL, NOBODY, Role, Thing, World

_STEWARD = frozenset({Role.STEWARD})
DESCRIPTION = {
    "name": "Riverbend",
    "purpose": "We mend.",
    "message": "Come by.",
    "place": "By the river",
    "hue": "155",
}
MAIL_SERVER = {
    "host": "smtp.example.org",
    "port": "587",
    "security": "starttls",
    "username": "riverbend",
    "password": "kettles",
    "sender": "hello@example.org",
}

ROUTES = {
    "community:settings": form(DESCRIPTION, _STEWARD),
    "community:logo_change": form({"remove": "1"}, _STEWARD),
    "community:stage": form({"stage": "private"}, _STEWARD),
    "community:mail": form(MAIL_SERVER, _STEWARD),
    "community:mail_test": form({}, _STEWARD),
    "community:mail_removal": form({}, _STEWARD),
    "community:jobs": page(),
    "community:job_retry": form({}, _STEWARD, number="job"),
    "community:job_discard": form({}, _STEWARD, number="job"),
    "community:logo": page(digest="logo"),
}

EXEMPT = {
    "community.community.logo": "a picture for everybody, drawn anew",
    "community.community.logo_digest": "the name of that picture",
    "community.community.language": "the code of a language",
    "community.letter.message_id": "a number and the name of this machine",
}


def lay(world: World) -> None:
    make_community(
        world.word("the community's name", (), ALL),
        purpose=world.word("its purpose", (), ALL),
        message=world.word("its message", (), ALL),
        place=world.word("its place", (), ALL),
    )
    _let_mail_leave(world)
    world.thing("logo", Thing("none", "fedcba9876543210fedcba9876543210", always=ALL))
    world.thing("hue", Thing("fern", 155, always=ALL))


def hide(world: World) -> None:
    to = f"{world.word('whom a letter goes to', NOBODY)}@example.org"
    post(to, world.word("the subject of a letter", NOBODY), world.word("what a letter says", NOBODY))
    digest = world.word("the digest of a founding code", NOBODY)
    FoundingCode.objects.create(digest=digest, expires_at=clock.now())


def _let_mail_leave(world: World) -> None:
    password = world.word("the mail server's password", NOBODY)
    host = f"{world.word('the mail server', _STEWARD)}.example"
    sender = f"{world.word('the address that mail comes from', _STEWARD)}@example.org"
    user = world.word("the user name at the mail server", _STEWARD)
    actions.set_mail_server(SYSTEM, actions.Post(host, 587, user, password, Security.STARTTLS, sender))
