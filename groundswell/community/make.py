"""A community for tests and for the demo, made as a founder makes it."""

from groundswell.community import actions
from groundswell.community.models import Community, MailServer, Security, Stage
from groundswell.kernel.actor import SYSTEM


def make_community(
    name: str = "Riverbend Repair",
    *,
    purpose: str = "Nothing worth fixing goes in the bin.",
    message: str = "",
    place: str = "",
    stage: str = Stage.OPEN,
) -> Community:
    """Found the community with a code of its own."""
    code = actions.make_founding_code(SYSTEM)
    description = actions.Description(name, purpose=purpose, message=message, place=place)
    return actions.found_community(code, description, stage)


def make_mail_server() -> MailServer:
    """Let mail leave."""
    post = actions.Post("localhost", 25, "", "", Security.NONE, "hello@riverbend.example")
    return actions.set_mail_server(SYSTEM, post)
