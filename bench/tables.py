"""Figures as Markdown: tables, and numbers with as many digits as they deserve."""

from collections.abc import Iterable, Sequence


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The first column to the left, figures to the right."""
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def number(value: float | None) -> str:
    """Three digits that mean something: 0.031, 1.25, 14.6, 1,830."""
    if value is None:
        return "·"
    size = abs(value)
    digits = 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 3  # noqa: PLR2004 - powers of ten
    return f"{value:,.{digits}f}"


def kilobytes(count: int) -> str:
    return number(count / 1000)
