"""The readings are counts of the whole community, in which nobody has a name."""

EXEMPT = {
    "power.taking.code_version": "the version of this program",
    "power.taking.advice": "names of rules, ids and counts",
    "power.weeklyreading.measure": "the name of a definition",
    "power.weeklyreading.reading": "the name of one of the eight",
    "power.weeklyreading.method": "the name of a method",
    "power.weeklyreading.excluded": "counts",
    "power.weeklyreading.parts": "counts",
    "power.weeklyreading.shape": "counts",
    "power.weeklyreading.change": "counts",
    "power.target.reading": "the name of one of the eight",
}
