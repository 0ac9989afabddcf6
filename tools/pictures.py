"""`make screenshots`: take the README's pictures anew, of the demo as it is today."""

import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, StorageState, sync_playwright

from tools.chromium import chromium
from tools.environment import ROOT
from tools.serving import groundswell, served

FOLDER = ROOT / "docs" / "pictures"
EMAIL, PASSWORD = "cyrus@riverbend.example", "three quiet kettles"  # a made-up member's
TOPIC = "Who may plug it in first?"
MOST_BYTES = 250_000
WIDE, TALL, NARROW = (1280, 1080), (1280, 1240), (360, 780)


@dataclass(frozen=True, slots=True)
class Picture:
    """What is photographed, from where, and in which light."""

    name: str
    topic: str = ""
    address: str = ""
    file: str = ""
    size: tuple[int, int] = WIDE
    light: Literal["light", "dark"] = "light"
    sharpness: float = 1


REPORT = "report.html"
PICTURES = [
    Picture("home"),
    Picture("home-dark", light="dark"),
    Picture("home-narrow", size=NARROW, sharpness=2),
    Picture("topic", TOPIC, size=TALL),
    Picture("topic-narrow", TOPIC, size=NARROW, sharpness=2),
    Picture("topic-dark", TOPIC, size=TALL, light="dark"),
    Picture("power", address="/power/", size=TALL),
    Picture("power-narrow", address="/power/", size=NARROW, sharpness=2),
    Picture("power-dark", address="/power/", size=TALL, light="dark"),
    Picture("report", file=REPORT, size=TALL),
    Picture("report-narrow", file=REPORT, size=NARROW, sharpness=2),
]


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="groundswell-pictures-") as home:
        print("Loading the demo …", flush=True)
        groundswell(Path(home), "init")
        groundswell(Path(home), "demo")
        groundswell(Path(home), "power", "--html", str(Path(home) / REPORT))
        with served(Path(home)) as origin, opened() as browser:
            cookies = signed_in(browser, origin)
            for picture in PICTURES:
                file = FOLDER / f"{picture.name}.png"
                where = (Path(home) / picture.file).as_uri() if picture.file else origin
                file.write_bytes(compressed(taken(browser, picture, origin=where, cookies=cookies)))
                print(f"{file.relative_to(ROOT)}: {file.stat().st_size // 1000} kB", flush=True)


@contextmanager
def opened() -> Iterator[Browser]:
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        yield browser
        browser.close()


def taken(browser: Browser, picture: Picture, *, origin: str, cookies: StorageState) -> bytes:
    """One picture as a member sees the page, at its top."""
    width, height = picture.size
    context = browser.new_context(
        base_url=origin,
        storage_state=cookies,
        color_scheme=picture.light,
        device_scale_factor=picture.sharpness,
        reduced_motion="reduce",
        viewport={"width": width, "height": height},
    )
    page = context.new_page()
    page.goto(address_of(page, picture.topic) if picture.topic else origin + picture.address)
    page.wait_for_load_state("networkidle")
    shot = page.screenshot()
    context.close()
    return shot


def address_of(page: Page, topic: str) -> str:
    """Where the topic begins, found as a reader finds it."""
    page.goto("/t/")
    found = page.get_by_role("link", name=topic)
    while not found.count():
        page.get_by_role("link", name="Older", exact=True).click()
    return (found.first.get_attribute("href") or "/").partition("?")[0]


def signed_in(browser: Browser, origin: str) -> StorageState:
    """The cookies of a member who has signed in."""
    context = browser.new_context(base_url=origin)
    page = context.new_page()
    page.goto("/sign-in/")
    page.locator("[name=login]").fill(EMAIL)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{origin}/")
    cookies = context.storage_state()
    context.close()
    return cookies


def compressed(shot: bytes) -> bytes:
    """The picture as it is, where that is small enough; else with 256 colours."""
    image = Image.open(io.BytesIO(shot)).convert("RGB")
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    if out.tell() > MOST_BYTES:
        out = io.BytesIO()
        image.quantize(256, kmeans=3, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    main()
