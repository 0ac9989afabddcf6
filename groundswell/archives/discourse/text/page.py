"""Lays out the translated text: blockquote marks at the start of lines, blank lines where blocks meet."""

from groundswell.archives.records import LinkTo, Mention, Part


class Page:
    """Text goes in at the current depth of quotation. Line ends wait until something follows them."""

    def __init__(self) -> None:
        self._parts: list[Part] = []
        self._depth = 0
        self._lowest = 0  # the shallowest depth since the last words
        self._waiting = 0  # line ends not yet written
        self._is_swallowing = True  # line ends that follow a gap belong to it

    def write(self, text: str) -> None:
        first, *rest = text.split("\n")
        self._words(first)
        for line in rest:
            if not self._is_swallowing:
                self._waiting += 1
            self._words(line)

    def put(self, part: LinkTo | Mention) -> None:
        self._flush()
        self._parts.append(part)

    def gap(self) -> None:
        """Whatever follows is a block of its own."""
        self._waiting = 2 if self._parts else 0
        self._is_swallowing = True

    def deeper(self) -> None:
        self.gap()
        self._depth += 1

    def shallower(self) -> None:
        self.gap()
        self._depth -= 1
        self._lowest = min(self._lowest, self._depth)

    def finished(self) -> tuple[Part, ...]:
        """Everything in order, with neighbouring strings joined."""
        parts: list[Part] = []
        words: list[str] = []
        for part in self._parts:
            if isinstance(part, str):
                words.append(part)
            else:
                parts += ["".join(words), part] if words else [part]
                words = []
        return (*parts, "".join(words)) if words else tuple(parts)

    def _words(self, text: str) -> None:
        if text.strip() or (text and not self._is_swallowing):
            self._flush()
            self._parts.append(text)

    def _flush(self) -> None:
        if self._waiting:
            blank = ">" + " >" * (self._lowest - 1) if self._lowest else ""
            self._parts.append("\n" + f"{blank}\n" * (self._waiting - 1))
        if self._waiting or not self._parts:
            self._parts.append("> " * self._depth)
        self._waiting, self._lowest, self._is_swallowing = 0, self._depth, False
