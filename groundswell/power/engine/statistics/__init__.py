"""Estimators and their intervals, over plain arrays: nothing of communities here."""
