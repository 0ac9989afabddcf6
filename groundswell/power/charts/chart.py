"""A chart is a picture with a name, and the same data as a table, made when somebody asks for it."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from groundswell.power.charts.svg import element

Say = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Table:
    """The first cell of a row names it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __html__(self) -> str:
        top = element("tr", *(element("th", each, scope="col") for each in self.head))
        caption = element("caption", self.caption)
        body = element("tbody", *(self._row(row) for row in self.rows))
        return element("table", caption, element("thead", top), body, class_="numbers")

    @staticmethod
    def _row(row: tuple[str, ...]) -> Markup:
        name, *cells = row
        return element("tr", element("th", name, scope="row"), *(element("td", cell) for cell in cells))


@dataclass(frozen=True, slots=True)
class Named:
    """What a picture is called, and what it shows in a sentence."""

    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Chart:
    """`tell` makes the table: most pages show pictures alone, and a year of weeks has many rows to word."""

    picture: Markup
    tell: Callable[[], Table]

    @property
    def table(self) -> Table:
        return self.tell()


def picture(
    named: Named, size: tuple[float, float], *parts: Markup, kind: str, stretched: bool = False
) -> Markup:
    """An image with a name. Charts run from left to right in every language, as clocks do.

    A `stretched` one takes whatever width and height it is given: it holds no text and no circle.
    """
    width, height = size
    said = [element("title", named.title), element("desc", named.description)]
    attributes: dict[str, str | float] = {"class_": f"chart chart-{kind}"}
    attributes |= {"viewBox": f"0 0 {width:g} {height:g}", "role": "img", "direction": "ltr"}
    if not stretched:
        attributes["text_anchor"] = "middle"
    if stretched:
        attributes["preserveAspectRatio"] = "none"
    return element("svg", *said, *parts, **attributes)
