"""Steps that many journeys take, said as the person at the screen would say them."""

from playwright.sync_api import Locator, Page, Request, expect

from groundswell.topics.models import Post, Topic

PASSWORD = "three quiet kettles"


def fill(page: Page, **words: str) -> None:
    """Type into the fields of the page's form, by their names."""
    for name, text in words.items():
        page.locator(f"main [name={name}]").fill(text)


def press(page: Page, name: str) -> None:
    """Press a button or follow a link of the page itself."""
    main = page.locator("main")
    main.get_by_role("button", name=name, exact=True).or_(
        main.get_by_role("link", name=name, exact=True)
    ).first.click()


def read_notice(page: Page, words: str) -> None:
    expect(page.locator("#flash")).to_contain_text(words)


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto("/sign-in/")
    fill(page, login=email, password=password)
    press(page, "Sign in")


def menu_item(page: Page, name: str) -> None:
    """Follow an entry of one's own menu in the header."""
    page.locator(".header .menu > summary").click()
    page.locator(".header .menu-panel").get_by_text(name, exact=True).click()


def open_topic(page: Page, topic: Topic) -> None:
    page.goto(f"/t/{topic.pk}/")


def open_whole(page: Page, topic: Topic) -> None:
    """Open a topic and wait until its scripts are there: for what cannot be done without them."""
    open_topic(page, topic)
    page.wait_for_function("() => customElements.get('reply-box') && 'htmx' in window")


def article(page: Page, post: Post) -> Locator:
    return page.locator(f"#post-{post.pk}")


def post_menu(page: Page, post: Post, name: str) -> None:
    """Follow an entry of a post's own menu."""
    article(page, post).locator(".menu > summary").click()
    article(page, post).locator(".menu-panel").get_by_text(name, exact=True).click()


def reply(page: Page, words: str) -> None:
    page.locator("#reply-box textarea").fill(words)
    page.locator("#reply-box").get_by_role("button", name="Reply", exact=True).click()


def focus_within(page: Page) -> str:
    """The id of the nearest element with one around that which has the focus; empty for the page itself."""
    found: str = page.evaluate(
        """() => document.activeElement === document.body ? "" :
          document.activeElement.closest("[id]")?.id ?? "" """
    )
    return found


class Staying:
    """The reader stays on the page that they are on: what is done there loads no other."""

    def __init__(self, page: Page) -> None:
        self.page, self.loaded = page, list[str]()

    def __enter__(self) -> None:
        self.page.on("request", self._note)

    def __exit__(self, *trouble: object) -> None:
        self.page.remove_listener("request", self._note)
        if trouble[0] is None:
            assert self.loaded == []

    def _note(self, request: Request) -> None:
        if request.is_navigation_request():
            self.loaded.append(request.url)
