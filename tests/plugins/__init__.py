"""What every test in the house lives under; conftest.py at the root takes these in."""
