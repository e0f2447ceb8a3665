"""The way out: whatever is asked of other machines goes through here, and only here."""
