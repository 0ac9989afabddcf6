"""What the worker does: takes the readings of weeks and keeps them, and sees each hour what to do next."""
