"""What is aimed for, reading by reading, with how it stands and all that was aimed for before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from groundswell.power.aiming import said, stands
from groundswell.power.definitions.eight import READINGS, ReadingWords
from groundswell.power.eight import measures_by_reading
from groundswell.power.engine.catalogue import Measure, Unit
from groundswell.power.models import WeeklyReading
from groundswell.power.queries import weeks
from groundswell.power.queries.targets import Aimed, all_targets, in_force
from groundswell.power.report import saying


@dataclass(frozen=True, slots=True)
class AimLine:
    """One reading on the page of targets; `now` is what it said last, in words."""

    name: str
    measure: str
    words: ReadingWords
    unit: Unit
    now: str
    stands: str
    aim: Aimed | None
    history: Sequence[Aimed]

    def both(self, aimed: Aimed) -> tuple[str, str]:
        """Floor and target as they were set."""
        return said(aimed.floor, self.unit), said(aimed.target, self.unit)


def aims_page() -> Sequence[AimLine]:
    """Three questions, whatever there is."""
    last, targets = weeks.last_week(), all_targets()
    rows = weeks.all_of(last.week_end) if last else {}
    return [_line(name, measure, rows, targets=targets) for name, measure in measures_by_reading().items()]


def _line(
    name: str,
    measure: Measure,
    rows: Mapping[str, WeeklyReading],
    *,
    targets: Mapping[str, Sequence[Aimed]],
) -> AimLine:
    row, aim = rows.get(measure.id), in_force(targets, name)
    value, unit = (row.value if row else None), measure.unit
    return AimLine(
        name=name,
        measure=measure.name,
        words=READINGS[name],
        unit=unit,
        now="" if value is None else saying.BY_UNIT[unit](value),
        stands=" ".join(stands(aim, value, unit)),
        aim=aim,
        history=targets.get(name, ()),
    )
