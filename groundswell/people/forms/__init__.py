"""What people type, turned into clean values or into a sentence beside the field."""
