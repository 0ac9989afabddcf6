"""How strong are we? The eight readings of the last week, and what to do next."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from groundswell.kernel import clock
from groundswell.kernel.http import PageRequest, render
from groundswell.power.engine.spans import WEEK, end_of_week
from groundswell.power.policies import PowerPolicy
from groundswell.power.queries.advised import next_steps
from groundswell.power.queries.pages import PowerPage, power_page
from groundswell.power.report import saying
from groundswell.power.report.strips import strips_of
from groundswell.power.shown.cards import cards_for
from groundswell.power.shown.index import number_of
from groundswell.power.shown.others import others_of


@login_required
@require_safe
def page(request: PageRequest) -> HttpResponse:
    """The whole page, or a calm word where nothing has been read yet."""
    can = PowerPolicy(request.actor)
    can.see().require()
    now, steps = clock.micros(clock.now()), next_steps()
    shared = {"cards": cards_for(request.actor, steps.advice, since=steps.at, now=now), "can": can}
    found = power_page()
    if found is None:
        first = clock.from_micros(end_of_week(now) + WEEK)
        return render(request, "power/none.html", {"first": first} | shared)
    return render(request, "power/page.html", _shown(found, now) | shared)


def _shown(found: PowerPage, now: int) -> dict[str, object]:
    return {
        "week": saying.week(found.last.week_end),
        "read_at": found.last.computed_at,
        "is_behind": found.last.week_end < end_of_week(now) or not found.is_whole,
        "strips": strips_of(found.readings, found.years),
        "has_target": any(aim.target is not None for aim in found.aims.values()),
        "number": number_of(found.last.week_end),
        "families": others_of(found.others),
    }
