"""Pure calendar knowledge: dates, zones, recurrence, RFC 5545 writing."""
