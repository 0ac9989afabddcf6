"""Every form, as every role, for everything there is: who may not write changes no row."""

import pytest

from groundswell.community.models import Stage
from tests.leaks.browsing import Answer, Browser
from tests.leaks.features import calls
from tests.leaks.fixtures import BrowserFor, at_stage
from tests.leaks.world import SIGNED_OUT, STAGES, Role, World
from tests.safety.posting import chances, forms, successes

pytestmark = pytest.mark.slow  # a round through every route takes its time


# A sentence for the next page is kept in the session of whoever is signed in: that is no change.
OWN_SESSION = {"django_session"}


@pytest.mark.parametrize(("stage", "role"), STAGES)
def test_nobody_writes_what_is_not_theirs_to_write(world: World, stage: Stage, role: Role) -> None:
    with at_stage(world, stage) as staged:
        browser = Browser(staged, role)
        sent = [
            (form, form.sent_by(browser))
            for form in forms(staged)
            if not form.call.may_send(role, [*form.address.things], stage) and not form.call.elsewhere
        ]

    assert len(sent) > 20
    assert [
        f"{form.address}: {answer} wrote {answer.wrote}" for form, answer in sent if has_written(answer)
    ] == []
    assert [f"{form.address}: {answer}" for form, answer in sent if not is_refused(answer)] == []


def has_written(answer: Answer) -> bool:
    allowed = set() if answer.role in SIGNED_OUT else OWN_SESSION
    return bool({*answer.wrote} - allowed - {"SAVEPOINT"})


def is_refused(answer: Answer) -> bool:
    """Refused, not found, or led elsewhere: nobody is told that it worked, and nothing breaks."""
    return answer.status in {204, 302, 403, 404}


def test_every_form_does_something_for_somebody(world: World) -> None:
    """So a refusal above is a refusal, and no mistake in what was sent."""
    wanted = {name for name, call in calls().items() if call.form is not None and not call.elsewhere}

    failed = wanted - successes(world).keys()

    tries = ((form, role) for form, role in chances(world) if form.address.route in failed)
    assert [
        f"{form.address}: {(sent := form.sent_by(Browser(world, role)))} {sent.leads_to} {sent.wrote}"
        for form, role in tries
    ] == []
    assert failed == set()


@pytest.mark.parametrize(
    ("route", "label", "role"),
    [
        ("topics:reply", "closed", Role.MEMBER),
        ("topics:reply", "closed", Role.STEWARD),
        ("topics:reply", "private", Role.INSIDER),
        ("topics:reply", "hidden", Role.INSIDER),
        ("topics:reply", "hidden", Role.STEWARD),
        ("topics:edit", "opening of closed", Role.MEMBER),
        ("topics:edit", "hidden reply", Role.INSIDER),
        ("topics:heart", "hidden reply", Role.STEWARD),
        ("topics:heart", "opening of open", Role.MEMBER),
        ("topics:hide_post", "opening of open", Role.STEWARD),
        ("people:role", "steward", Role.STEWARD),
        ("people:suspension", "steward", Role.MODERATOR),
        ("people:suspension", "moderator", Role.MODERATOR),
    ],
)
def test_what_is_closed_hidden_or_the_last_of_its_kind_stays_as_it_is(
    world: World, browser: BrowserFor, *, route: str, label: str, role: Role
) -> None:
    (form,) = [each for each in forms(world) if each.address.route == route and each.address.labels == label]

    answer = form.sent_by(browser(role))

    assert answer.status == 403, answer.crash
    assert not has_written(answer)


def test_the_last_steward_cannot_leave(world: World, browser: BrowserFor) -> None:
    (form,) = [each for each in forms(world) if each.address.route == "people:leave"]

    answer = form.sent_by(browser(Role.STEWARD))

    assert not has_written(answer)
    assert answer.status == 403
