"""Planning Center Groups: /groups/v2."""
