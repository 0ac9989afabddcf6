"""Pages of the readings: the eight, one measure, what is aimed for."""
