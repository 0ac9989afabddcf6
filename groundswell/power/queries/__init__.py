"""What the pages read: stored rows, one question each."""
