"""What the pages of topics read: one query a need, into frozen rows."""
