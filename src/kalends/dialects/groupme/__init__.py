"""GroupMe: conversations and their calendars, under /v3, and the picture service, under /pictures."""
