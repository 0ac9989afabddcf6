"""The sitemap's parts are counted out anew each night: a page that a crawler asks for never counts."""

from django.db import transaction
from django_tasks import task

from groundswell.discovery.models import SitemapPart
from groundswell.discovery.queries import part_beginnings
from groundswell.discovery.reach import crawler
from groundswell.kernel.jobs import schedule


@schedule("40 3 * * *")
@task()
def survey_sitemap() -> None:
    """Read first, for as long as it takes, then write in one short transaction."""
    begins = part_beginnings(crawler())
    parts = [SitemapPart(number=number, first=first) for number, first in enumerate(begins, start=1)]
    with transaction.atomic():
        SitemapPart.objects.all().delete()
        SitemapPart.objects.bulk_create(parts)
