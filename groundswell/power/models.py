"""What was read week by week, what stewards aim for, and who may look; and how far each member is heard.

Rows of readings, targets and choices of the index are only ever added: a later row follows an earlier one
and never replaces it.
How far somebody is heard is told to them alone; of that nothing is kept but the last week.
"""

from typing import Any

from django.db import models

from groundswell.kernel.ids import IdField
from groundswell.people.models import Member


class Taking(models.Model):
    """One time that readings of a week were taken. `week_end` is its Monday midnight, in microseconds.

    `computed_at` is when the ledger was read. `reason` says why a week was read again: an import has touched
    it, or measures were lacking, being new or left behind by a worker that was stopped. It is empty at first,
    also where the first time was in parts: what half a year of the ledger tells, then the rest.
    """

    class Reason(models.TextChoices):
        FIRST = ""
        TOUCHED = "touched"
        DEFINED = "defined"

    id = IdField()
    week_end = models.BigIntegerField()
    revision = models.PositiveSmallIntegerField(default=1)
    reason = models.CharField(max_length=10, choices=Reason, default=Reason.FIRST, blank=True)
    cut_off = models.BigIntegerField()
    computed_at = models.BigIntegerField()
    code_version = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["week_end", "revision"], name="taking_once")]

    def __str__(self) -> str:
        return f"{self.week_end} for the {self.revision}. time"


class WeeklyReading(models.Model):
    """What one measure found at the end of a week; `measure` is its id with its version.

    `reading` names the one of the eight that it feeds, or is empty. `change` is what the engine dares to say
    about then and now.
    """

    id = IdField()
    taking = models.ForeignKey(Taking, on_delete=models.CASCADE, related_name="readings")
    week_end = models.BigIntegerField()
    window_start = models.BigIntegerField()
    measure = models.CharField(max_length=60)
    reading = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=12)
    n = models.IntegerField()
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    method = models.CharField(max_length=60, blank=True)
    excluded = models.JSONField[Any](default=dict)
    parts = models.JSONField[Any](default=dict)
    shape = models.JSONField[Any](null=True)
    change = models.JSONField[Any](null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["taking", "measure"], name="weekly_reading_once")]
        indexes = [
            models.Index(fields=["measure", "week_end"], name="reading_measure"),
            models.Index(fields=["week_end"], name="reading_week"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} at {self.week_end}"


class WeeklyIndex(models.Model):
    """power.v1 at the end of a week in which it was wanted; `missing` says why there is none."""

    id = IdField()
    taking = models.OneToOneField(Taking, on_delete=models.CASCADE, related_name="index")
    week_end = models.BigIntegerField(db_index=True)
    missing = models.JSONField[Any](default=dict)
    value = models.PositiveSmallIntegerField(null=True)
    low = models.PositiveSmallIntegerField(null=True)
    high = models.PositiveSmallIntegerField(null=True)
    least = models.PositiveSmallIntegerField(null=True)
    most = models.PositiveSmallIntegerField(null=True)

    def __str__(self) -> str:
        return f"power.v1 at {self.week_end}"


class IndexChoice(models.Model):
    """A steward wanted power.v1 from then on, or no more. The latest counts; without any it is off."""

    id = IdField()
    is_on = models.BooleanField()
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{'on' if self.is_on else 'off'} since {self.at}"


class Target(models.Model):
    """What stewards aim for in one reading, and the floor under which they do not want to fall.

    It counts from `set_at` until a newer one follows. One without either number says: no target any more.
    """

    id = IdField()
    reading = models.CharField(max_length=20)
    floor = models.FloatField(null=True)
    target = models.FloatField(null=True)
    set_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["reading", "id"], name="target_reading")]

    def __str__(self) -> str:
        return f"{self.reading}: {self.target}"


class OpenToMembers(models.Model):
    """There while members may look too: at most one row. Without it only stewards do."""

    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_open_to_members")]

    def __str__(self) -> str:
        return f"since {self.at}"


class NextSteps(models.Model):
    """What there was to do next when the rules were asked last (`at`, in microseconds); at most one."""

    at = models.BigIntegerField()
    advice = models.JSONField[Any](default=list)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_next_steps")]

    def __str__(self) -> str:
        return f"at {self.at}"


class Touched(models.Model):
    """What came in late: weeks that end after `since`, if read before `noted_at`, are read again."""

    since = models.BigIntegerField()
    noted_at = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_touched")]

    def __str__(self) -> str:
        return f"from {self.since} on"


class Reckoning(models.Model):
    """One time that it was reckoned how far each member is heard: the newest that `is_whole` counts.

    `people` is how many took part, also where these are too few to be told apart.
    """

    week_end = models.BigIntegerField()
    people = models.PositiveIntegerField()
    reckoned_at = models.DateTimeField()
    is_whole = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.people} people until {self.week_end}"


class Standing(models.Model):
    """How far one member is heard, for nobody's eyes but theirs and those of who is noted as a `Look`.

    `place` is how many of ten had less attention, `place_before` the same four weeks before: tenths alone, so
    that nothing finer can be had from a database or its backups.
    """

    reckoning = models.ForeignKey(
        Reckoning, on_delete=models.CASCADE, related_name="standings", db_index=False
    )
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()
    place_before = models.PositiveSmallIntegerField(null=True)
    h = models.PositiveIntegerField()
    h_ever = models.PositiveIntegerField()
    repliers = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reckoning", "member"], name="standing_once")]

    def __str__(self) -> str:
        return f"standing of {self.member_id}"


class Look(models.Model):
    """A steward looked at how far a member is heard: at most once a day, and the member reads of it."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "by", "on"], name="look_once_a_day")]

    def __str__(self) -> str:
        return f"{self.by_id} at {self.member_id}, {self.on}"
