"""One measure: its chart, what it says, how it is defined, what it leaves out, and all it ever said."""

import csv

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from groundswell.kernel.http import PageRequest, render
from groundswell.power.definitions import definitions
from groundswell.power.engine.catalogue import measures
from groundswell.power.policies import PowerPolicy
from groundswell.power.queries.weeks import history_of
from groundswell.power.shown.details import detail_of
from groundswell.power.shown.tables import HEAD, lines


@login_required
@require_safe
def measure(request: PageRequest, measure: str) -> HttpResponse:
    """Everything there is to say about one number."""
    can = PowerPolicy(request.actor)
    can.see().require()
    known, definition = measures.get(measure), definitions.get(measure)
    if known is None or definition is None:
        raise Http404
    detail = detail_of(known, definition, with_earlier=bool(can.compare_revisions()))
    return render(request, "power/measure.html", {"detail": detail, "can": can})


@login_required
@require_safe
def table(request: PageRequest, measure: str) -> HttpResponse:
    """All that the measure ever said, a line a week, for a spreadsheet."""
    can = PowerPolicy(request.actor)
    can.see().require()
    if measures.get(measure) is None:
        raise Http404
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{measure}.csv"'
    writer = csv.writer(response)
    writer.writerow(HEAD)
    writer.writerows(lines(history_of(measure, with_earlier=bool(can.compare_revisions()))))
    return response
