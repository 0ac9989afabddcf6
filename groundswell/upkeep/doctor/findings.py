"""What the doctor says, and the list of what it looks at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db import Error

from groundswell.kernel.registry import Registry


class Severity(StrEnum):
    FINE = "fine"
    LOOK = "look"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence on one part, and the command or setting that mends it."""

    part: str
    severity: Severity
    sentence: str
    mend: str = ""


PARTS = (
    "settings", "database", "versions", "folders", "disk", "clock", "open files", "ledger", "jobs", "mail",
    "backups",
)  # fmt: skip
Found = Iterator[tuple[Severity, str, str]]


@dataclass(frozen=True, slots=True)
class Check:
    part: str
    look: Callable[[], Found]
    needs_database: bool


checks: Registry[Check] = Registry("the doctor's checks")


def check(part: str, *, needs_database: bool = False) -> Callable[[Callable[[], Found]], Callable[[], Found]]:
    """Have the doctor look at this too; what needs the database is left out while that does not answer."""

    def decorate(look: Callable[[], Found]) -> Callable[[], Found]:
        checks.add(f"{look.__module__}.{look.__name__}", Check(part, look, needs_database))
        return look

    return decorate


def fine(sentence: str) -> tuple[Severity, str, str]:
    return Severity.FINE, sentence, ""


def look(sentence: str, mend: str) -> tuple[Severity, str, str]:
    """It works, and somebody should have a look."""
    return Severity.LOOK, sentence, mend


def broken(sentence: str, mend: str) -> tuple[Severity, str, str]:
    """It does not work, or not safely."""
    return Severity.BROKEN, sentence, mend


def examine() -> list[Finding]:
    """Everything that the doctor finds, in the order of the parts."""
    found: list[Finding] = []
    answers = True
    for each in sorted(checks, key=lambda one: PARTS.index(one.part)):
        if each.needs_database and not answers:
            continue
        found += _findings_of(each)
        answers = answers and not any(
            finding.part == "database" and finding.severity is Severity.BROKEN for finding in found
        )
    return found


def _findings_of(each: Check) -> list[Finding]:
    try:
        return [Finding(each.part, *said) for said in each.look()]
    except (Error, OSError) as trouble:
        sentence = f"This could not be looked at: {str(trouble).strip().splitlines()[0]}."
        return [Finding(each.part, Severity.BROKEN, sentence, "Mend what it says, and ask again.")]
