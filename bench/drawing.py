"""Curves as small SVG files, which look right in the light and in the dark."""

from collections.abc import Mapping, Sequence
from html import escape
from math import log10

_WIDTH, _HEIGHT, _LEFT, _TOP, _RIGHT, _BOTTOM = 640, 280, 48, 16, 150, 40
_STYLE = """
text{font:12px system-ui,sans-serif;fill:#444}.grid{stroke:#8884;fill:none}.line{fill:none;stroke-width:2}
.a{stroke:#0a6c74}.b{stroke:#b4451f}.c{stroke:#5b4b9a}.d{stroke:#8a6d00}
@media(prefers-color-scheme:dark){text{fill:#ccc}
.a{stroke:#5cc8d0}.b{stroke:#f0906a}.c{stroke:#b3a4f0}.d{stroke:#e0c050}}
"""
_CLASSES = "abcd"


def curves(title: str, sizes: Sequence[int], lines: Mapping[str, Sequence[float]]) -> str:
    """CPU milliseconds over a size that grows by powers of ten; each line has its name at its end."""
    highest = max(value for line in lines.values() for value in line) * 1.15
    body = [_grid(sizes, highest)]
    ends = _apart([_y(line[-1], highest) for line in lines.values()])
    for mark, (name, line), end in zip(_CLASSES * 3, lines.items(), ends, strict=False):
        points = " ".join(
            f"{_x(size, sizes):.1f},{_y(value, highest):.1f}" for size, value in zip(sizes, line, strict=True)
        )
        body.append(f'<polyline class="line {mark}" points="{points}"/>')
        body.append(f'<text x="{_WIDTH - _RIGHT + 8}" y="{end + 4:.1f}">{escape(name)}</text>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">'
    return f"{head}<title>{escape(title)}</title><style>{_STYLE}</style>{''.join(body)}</svg>\n"


def _grid(sizes: Sequence[int], highest: float) -> str:
    """Where each size stands, and four heights."""
    right, floor = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
    said = []
    for size in sizes:
        x = _x(size, sizes)
        said.append(f'<path class="grid" d="M{x:.1f} {_TOP}V{floor}"/>')
        said.append(f'<text x="{x:.1f}" y="{floor + 18}" text-anchor="middle">{size:,}</text>')
    for part in range(5):
        value = highest * part / 4
        y = _y(value, highest)
        said.append(f'<path class="grid" d="M{_LEFT} {y:.1f}H{right}"/>')
        said.append(f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{value:.1f}</text>')
    said.append(f'<text x="{_LEFT}" y="{_HEIGHT - 6}">CPU ms a page</text>')
    return "".join(said)


def _x(size: int, sizes: Sequence[int]) -> float:
    share = (log10(size) - log10(sizes[0])) / (log10(sizes[-1]) - log10(sizes[0]))
    return _LEFT + share * (_WIDTH - _RIGHT - _LEFT)


def _y(value: float, highest: float) -> float:
    return _HEIGHT - _BOTTOM - value / highest * (_HEIGHT - _BOTTOM - _TOP)


def _apart(heights: Sequence[float]) -> list[float]:
    """Names that would lie on each other are moved down."""
    placed: dict[int, float] = {}
    below = float("-inf")
    for number in sorted(range(len(heights)), key=lambda each: heights[each]):
        below = max(heights[number], below + 14)
        placed[number] = below
    return [placed[number] for number in range(len(heights))]
