"""What to do next: rules as data, at most three answers at a time, each with its numbers and its evidence."""
