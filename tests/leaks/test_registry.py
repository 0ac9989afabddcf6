"""Nothing is left out of the search for leaks: neither a route, nor a column that can hold a secret."""

from groundswell.community.models import Stage
from tests.leaks.columns import columns_with_canaries, text_columns
from tests.leaks.features import calls, exempt
from tests.leaks.routes import routes
from tests.leaks.world import World


def test_every_route_has_samples() -> None:
    """A feature tells how its routes are called in the `tests/leaks.py` of its folder."""
    missing = routes().keys() - calls().keys()

    assert missing == set()


def test_no_samples_are_kept_of_routes_that_are_gone() -> None:
    gone = calls().keys() - routes().keys()

    assert gone == set()


def test_every_part_of_every_address_has_a_noun() -> None:
    wrong = {
        name: (set(route.parts), set(calls()[name].nouns))
        for name, route in routes().items()
        if name in calls() and route.parts != calls()[name].nouns.keys()
    }

    assert wrong == {}


def test_every_text_column_holds_a_canary_or_says_why_not(world: World) -> None:
    undecided = text_columns().keys() - columns_with_canaries(world) - exempt().keys()

    assert undecided == set()


def test_no_exempt_column_is_gone_or_holds_a_canary(world: World) -> None:
    stale = {name for name in exempt() if name not in text_columns() or name in columns_with_canaries(world)}

    assert stale == set()


def test_each_noun_has_something_hidden_or_is_for_everybody(world: World) -> None:
    """The things that are searched for include those that are not for all."""
    secretive = {
        noun
        for noun, things in world.things.items()
        if any(len(thing.to) < 8 and not thing.always for thing in things)
    }

    assert secretive >= {"application", "job", "post", "space", "topic"}
    assert world.stage == Stage.OPEN
