"""The operator's commands by noun, and what they have in common."""
