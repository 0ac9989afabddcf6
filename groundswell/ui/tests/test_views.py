"""The theme, the gallery, the shell and what goes wrong."""

import pytest
from django.http import HttpRequest
from django.test import Client

from groundswell.community.make import make_community
from groundswell.ui import views
from groundswell.ui.importmap import content

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def community(db: None) -> None:
    make_community()


def test_a_theme_is_one_hue_that_never_goes_stale(client: Client) -> None:
    response = client.get("/theme/30.css")

    assert response.content == b":root{--hue:30}"
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in response["Cache-Control"]


def test_a_hue_outside_of_the_circle_does_not_exist(client: Client) -> None:
    assert client.get("/theme/360.css").status_code == 404


def test_the_gallery_shows_every_part(client: Client) -> None:
    response = client.get("/ui/")

    assert response.status_code == 200
    assert response.content.count(b"data-component=") > 20


def test_a_page_for_visitors_carries_no_token(client: Client) -> None:
    page = client.get("/nowhere/").content.decode()

    assert "csrf" not in page.lower()
    assert "htmx-config" not in page
    assert content() in page


def test_what_is_not_there_says_so_with_a_next_step(client: Client) -> None:
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert b"There is nothing here." in response.content
    assert b'href="/"' in response.content


def test_our_own_fault_needs_no_database() -> None:
    response = views.server_error(HttpRequest())

    assert response.status_code == 500
    assert b"Something broke on our side." in response.content
