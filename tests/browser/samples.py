"""Where each route can be looked at, and by whom. A route that stands nowhere here fails by its name."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.urls import reverse

from groundswell.spaces.queries import space_names
from groundswell.topics.queries.rows import slug_of
from tests.browser.world import World


@dataclass(frozen=True, slots=True)
class Look:
    """One person at one page. `of` names what of the world the address needs; `status` is what it answers."""

    route: str
    who: str = "cyrus"
    of: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    status: int = 200

    def __str__(self) -> str:
        return f"{self.route}{self.query} {' '.join(self.of.values())} as {self.who}"

    def address(self, world: World) -> str:
        return (
            reverse(self.route, kwargs={name: _found(world, what) for name, what in self.of.items()})
            + self.query
        )


VISITOR = "nobody"
# Routes that answer something else than a page of ours.
NOT_PAGES = {
    "community:logo", "kernel:alive", "kernel:ready", "ui:theme",
    "discovery:feed", "discovery:oembed", "discovery:picture", "discovery:robots", "discovery:security",
    "discovery:sitemap", "discovery:sitemap_part", "discovery:sitemap_spaces", "discovery:space_feed",
    "discovery:topic_feed", "power:table",
}  # fmt: skip
# Routes that lead to another page: there one looks.
REDIRECTS = {"discovery:change_password", "topics:post", "topics:short", "topics:short_space"}
# Pages in the middle of something, which tests/journeys/ reaches by doing it.
ON_THE_WAY = {
    "account_complete_password_reset", "account_confirm_password_reset_code",
    "account_email_verification_sent", "people:claim", "people:door", "people:found", "people:prove",
}  # fmt: skip


def _topic(route: str, name: str, who: str = "cyrus", query: str = "") -> Look:
    of = {"pk": f"topics.{name}"}
    return Look(route, who, of | ({"slug": f"slugs.{name}"} if route == "topics:detail" else {}), query)


def _post(route: str, name: str, who: str = "cyrus") -> Look:
    return Look(route, who, {"pk": f"posts.{name}"})


def _space(route: str, name: str, who: str = "ada", key: str = "pk") -> Look:
    return Look(route, who, {key: f"spaces.{name}"})


def _member(route: str, handle: str, who: str = "cyrus") -> Look:
    return Look(route, who, {"handle": f"handles.{handle}"})


def _measure(name: str) -> Look:
    return Look("power:measure", "ada", {"measure": f"measures.{name}"})


LOOKS = [
    Look("site:home", VISITOR), Look("site:home"), Look("site:home", "eve"),
    Look("topics:list", VISITOR), Look("topics:list"), Look("topics:choose"),
    _topic("topics:detail", "rich", VISITOR), _topic("topics:detail", "rich"),
    _topic("topics:detail", "rich", "bea"), _topic("topics:detail", "rich", "eve"),
    _topic("topics:detail", "long", VISITOR), _topic("topics:detail", "long", query="?end"),
    _topic("topics:detail", "closed", "bea"), _topic("topics:detail", "hidden", "bea"),
    _topic("topics:detail", "secret"), _topic("topics:detail", "news"),
    _topic("topics:detail", "waiting", "dan"),
    Look("topics:new", of={"space": "spaces.commons"}),
    Look("topics:new", "ada", {"space": "spaces.commons"}, "?kind=announcement"),
    Look("topics:space", of={"pk": "spaces.electrics", "slug": "slugs.electrics"}),
    Look("topics:space", "ada", {"pk": "spaces.back", "slug": "slugs.back"}),
    Look("topics:space", VISITOR, {"pk": "spaces.empty", "slug": "slugs.empty"}),
    _topic("topics:title", "secret"), _topic("topics:close", "rich", "bea"),
    _topic("topics:hide", "rich", "bea"),
    _topic("topics:move", "rich", "bea"),
    _post("topics:edit", "cyrus"), _post("topics:history", "answer"),
    _post("topics:hide_post", "answer", "bea"),
    Look("spaces:list", VISITOR), Look("spaces:list", "ada"), Look("spaces:new", "ada"),
    Look("spaces:names", "ada"), _space("spaces:edit", "back"), _space("spaces:place", "coils"),
    _space("spaces:members", "back"),
    Look("people:list", VISITOR), Look("people:list"), Look("people:waiting", "ada"),
    _member("people:member", "cyrus"), _member("people:member", "sam", "ada"),
    _member("people:member", "eve", "bea"), _member("people:member", "noa", VISITOR),
    _member("people:suspension", "cyrus", "bea"),
    Look("people:me"), Look("people:me", "eve"), Look("people:sessions"), Look("people:leave"),
    Look("people:leave", "ada"), Look("people:left", VISITOR), Look("people:asked", VISITOR),
    Look("account_login", VISITOR), Look("account_signup", VISITOR), Look("account_reset_password", VISITOR),
    Look("account_logout"), Look("account_change_password"), Look("account_email"),
    Look("account_reauthenticate"),
    Look("community:settings", "ada"), Look("community:stage", "ada"), Look("community:mail", "ada"),
    Look("community:jobs", "ada"), Look("discovery:settings", "ada"),
    Look("power:page", "ada"), Look("power:targets", "ada"), _measure("curve"), _measure("never"),
    Look("power:heard"), Look("power:heard", "eve"), Look("power:heard", "bea"),
    _member("power:heard_of", "cyrus", "ada"), _member("power:heard_of", "noa", "ada"),
    Look("power:index", "ada"),
    Look("ui:gallery", VISITOR), Look("ui:gallery"),
]  # fmt: skip

# The pages that people see most: looked at in every language and direction too.
MAIN = [
    Look("site:home", VISITOR), Look("site:home"), Look("topics:list"), _topic("topics:detail", "rich"),
    _topic("topics:detail", "rich", "bea"), _topic("topics:detail", "long", VISITOR),
    Look("spaces:list", "ada"), _member("people:member", "cyrus", "bea"), Look("people:list"),
    Look("account_signup", VISITOR), Look("people:me"), Look("community:settings", "ada"),
    Look("power:page", "ada"), Look("power:targets", "ada"), Look("power:heard"),
    Look("ui:gallery", VISITOR),
]  # fmt: skip

# What a founder sees on the first day.
FOUNDED = ["/", "/t/", "/t/new/", "/s/", "/people/", "/people/waiting/", "/me/", "/me/sessions/"]
FOUNDED += ["/settings/jobs/", "/settings/mail/", "/power/", "/power/targets/", "/me/heard/"]


def _found(world: World, what: str) -> object:
    kind, _, name = what.partition(".")
    if kind == "handles":
        return world.people[name].handle
    if kind == "slugs":
        return _slug(world, name)
    thing = getattr(world, kind)[name]
    return getattr(thing, "pk", thing)


def _slug(world: World, name: str) -> str:
    if name in world.topics:
        return slug_of(world.topics[name].title)
    return space_names()[world.spaces[name].pk].address.split("/")[-2]
