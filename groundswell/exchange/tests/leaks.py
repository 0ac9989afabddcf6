"""What things were called elsewhere: kept to make an import repeatable, and read out to nobody."""

from groundswell.exchange.models import ExternalId, ExternalType
from tests.leaks.world import NOBODY, World


def hide(world: World) -> None:
    ExternalId.objects.create(
        source=world.word("the system that something came from", NOBODY),
        type=ExternalType.TOPIC,
        external=world.word("what something was called there", NOBODY),
        object_id=world.find("topic", "hidden").value,
    )
