"""Inside a paragraph: mentions, addresses, links and pictures."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from markdown_it.token import Token

from groundswell.topics.rendering.addresses import mail_address_around, own_target, www_address_at
from groundswell.topics.rendering.found import Found
from groundswell.topics.rendering.handles import handle_after
from groundswell.topics.rendering.limits import MAX_LINK_TITLE
from groundswell.topics.rendering.placeholders import Ref
from groundswell.topics.rendering.source import without_forbidden

_SPOT: Final = re.compile(r"@|www\.", re.IGNORECASE)
_SPACES: Final = frozenset({"softbreak", "hardbreak"})


class InlineWeaver:
    """Rewrites the inline tokens of one source; `own` matches this community's addresses."""

    def __init__(self, own: re.Pattern[str], found: Found) -> None:
        self.own = own
        self.found = found

    def own_ref(self, opening: Token) -> Ref | None:
        """Return the own topic or post that a link leads to."""
        target = own_target(self.own, str(opening.attrs["href"]))
        return target[1] if target else None

    def weave(self, tokens: Sequence[Token]) -> list[Token]:
        """Return the tokens to write."""
        out: list[Token] = []
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if token.type == "link_open":
                end = next(at for at in range(index, len(tokens)) if tokens[at].type == "link_close")
                out.extend(self._link(token, tokens[index + 1 : end], tokens[end]))
                index = end
            elif token.type == "image":
                out.extend(self._picture(token))
            elif token.type == "text":
                out.extend(self._text(without_forbidden(token.content)))
            else:
                out.append(_plain(token))
            index += 1
        return out

    def _link(self, opening: Token, inner: Sequence[Token], closing: Token) -> list[Token]:
        self.found.count()
        self._trim_title(opening)
        target = own_target(self.own, str(opening.attrs["href"]))
        content = [_plain(token) for token in inner]
        if target is None:
            return [opening, *content, closing]
        path, ref = target
        shows_address = opening.info == "auto" or own_target(self.own, _words(content).strip()) is not None
        if ref:
            self.found.note_link(ref)
            if shows_address:
                return [placeholder(ref)]
        opening.attrs["href"] = path
        return [opening, *([text_token(path)] if shows_address else content), closing]

    def _picture(self, image: Token) -> list[Token]:
        """Show a picture as a link with its description: showing it would ask a third party's server."""
        address = str(image.attrs["src"])
        opening = Token("link_open", "a", 1, attrs={"href": address})
        if "title" in image.attrs:
            opening.attrs["title"] = image.attrs["title"]
        words = text_token(_words([image]).strip() or without_forbidden(address))
        return self._link(opening, [words], Token("link_close", "a", -1))

    def _trim_title(self, opening: Token) -> None:
        """Drop a title that one definition could repeat in hundreds of links."""
        title = without_forbidden(str(opening.attrs.pop("title", "")))
        if title and len(title) <= MAX_LINK_TITLE:
            opening.attrs["title"] = title

    def _text(self, text: str) -> Iterator[Token]:
        done = 0
        for spot in _SPOT.finditer(text):
            if spot.start() < done:
                continue
            begin, end, tokens = self._at(text, spot.start(), done)
            if tokens:
                if begin > done:
                    yield text_token(text[done:begin])
                yield from tokens
                done = end
        if done < len(text):
            yield text_token(text[done:])

    def _at(self, text: str, place: int, done: int) -> tuple[int, int, list[Token]]:
        """Return what stands around an `@` or `www.`: where it begins and ends, and its tokens."""
        if text[place] != "@":
            address = www_address_at(text, place)
            return place, place + len(address), self._auto(f"http://{address}", address) if address else []
        if mail := mail_address_around(text, place, done):
            address = text[slice(*mail)]
            return *mail, self._auto(f"mailto:{address}", address)
        handle = handle_after(text, place)
        end = place + 1 + len(handle)
        return place, end, [self.found.mention(text_token(text[place:end]), handle)] if handle else []

    def _auto(self, href: str, words: str) -> list[Token]:
        opening = Token("link_open", "a", 1, attrs={"href": href}, info="auto")
        return self._link(opening, [text_token(words)], Token("link_close", "a", -1))


def _plain(token: Token) -> Token:
    """Make a token's text clean, and its pictures words."""
    if token.type == "image":
        return text_token(_words([token]))
    if token.type == "text_special":
        token.type = "text"
    token.content = without_forbidden(token.content)
    return token


def _words(tokens: Sequence[Token]) -> str:
    """Return the text of tokens without their markup."""
    words = []
    for token in tokens:
        if token.type == "image":
            words.append(_words(token.children or []))
        else:
            words.append(" " if token.type in _SPACES else token.content)
    return without_forbidden("".join(words))


def text_token(content: str) -> Token:
    """Make a token of running text."""
    return Token("text", "", 0, content=content)


def placeholder(ref: Ref, *, block: bool = False) -> Token:
    """Make the token that is written as a reference."""
    return Token("placeholder", "", 0, content=f"{ref}\n" if block else str(ref), block=block)
