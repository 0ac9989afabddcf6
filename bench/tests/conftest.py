"""A small corpus to measure in, loaded once a module; what a test does to it is taken back."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from bench.corpus import Corpus
from bench.loading import Loading
from bench.plan import Plan, Shape, monday_before
from groundswell.kernel import clock, epoch


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Loading]:
    with django_db_blocker.unblock(), transaction.atomic():
        epoch.forget()
        loading = Loading(Corpus(Plan(Shape().scaled(100), monday_before(clock.now()))))
        loading.live()
        yield loading
        transaction.set_rollback(True)
    epoch.forget()


@pytest.fixture
def loading(loaded: Loading, db: None) -> Loading:
    return loaded
