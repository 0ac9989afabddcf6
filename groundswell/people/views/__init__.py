"""Pages of people: coming in, one's own account, members, and what stewards do."""
