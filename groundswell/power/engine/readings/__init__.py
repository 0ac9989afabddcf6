"""The eight readings of a week, each one measure in the light of its own past and of what was aimed for."""
