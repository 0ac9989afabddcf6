"""A right is a verdict, and a no has its sentence."""

from dataclasses import dataclass

import pytest

from groundswell.kernel.actor import SYSTEM, Actor, ActorKind
from groundswell.kernel.policy import ALLOW, Denied, Policy, Verdict, allow_if, deny, first_denial
from groundswell.kernel.registry import Registry

VISITOR = Actor(ActorKind.VISITOR, places=frozenset({1}))
PERSON = Actor(
    ActorKind.PERSON, 7, frozenset({1, 2}), {"reply": frozenset({2})}, everywhere=frozenset({"manage"})
)


def test_a_denial_carries_its_sentence_to_whoever_asks() -> None:
    verdict = deny("Not on Sundays.")

    assert not verdict
    with pytest.raises(Denied, match="Not on Sundays") as denied:
        verdict.require()
    assert denied.value.reason == "Not on Sundays."


def test_what_is_allowed_passes() -> None:
    ALLOW.require()

    assert ALLOW
    assert allow_if([1], "Empty.")
    assert not allow_if([], "Empty.")


def test_the_first_denial_is_the_one_that_is_told() -> None:
    assert first_denial(ALLOW, deny("First."), deny("Second.")).reason == "First."
    assert first_denial(ALLOW, ALLOW) is ALLOW
    assert first_denial() is ALLOW


def test_a_policy_is_an_actor_and_a_subject() -> None:
    @dataclass(frozen=True, slots=True)
    class DoorPolicy(Policy):
        number: int

        def open(self) -> Verdict:
            return allow_if(self.actor.may("reply", self.number), "It is locked.")

    assert DoorPolicy(PERSON, 2).open()
    assert not DoorPolicy(PERSON, 1).open()


def test_an_actor_sees_and_may_what_they_were_given() -> None:
    assert (PERSON.sees(1), PERSON.sees(3)) == (True, False)
    assert (PERSON.may("reply", 2), PERSON.may("reply", 1), PERSON.may("reply")) == (True, False, False)
    assert (PERSON.may("manage"), PERSON.may("manage", 1)) == (True, False)
    assert (PERSON.where("reply"), PERSON.where("open")) == (frozenset({2}), frozenset())


def test_a_visitor_is_nobody() -> None:
    assert (VISITOR.is_person, VISITOR.is_system, VISITOR.id) == (False, False, None)
    assert (VISITOR.sees(1), VISITOR.may("reply", 1)) == (True, False)


def test_the_system_sees_and_may_everything() -> None:
    assert SYSTEM.is_system
    assert (SYSTEM.sees(9), SYSTEM.may("manage"), SYSTEM.may("reply", 9)) == (True, True, True)


def test_a_registry_keeps_its_order_and_takes_no_name_twice() -> None:
    registry: Registry[str] = Registry("words")
    registry.add("b", "bee")
    registry.add("a", "ant")

    assert (list(registry), registry.names(), len(registry)) == (["bee", "ant"], ["b", "a"], 2)
    assert (registry["a"], registry.get("c")) == ("ant", None)
    with pytest.raises(ValueError, match="'a' stands twice in the registry of words"):
        registry.add("a", "ape")
