-- Reminders that were told, so that none is told twice. starts_at: for which start of the meeting; 0 where it is told once,
-- however often the meeting moves. reached: the last of those who were told, while it is not done.

CREATE TABLE reminders_sent (
  organization_id INTEGER NOT NULL,
  occurrence INTEGER NOT NULL,
  channel TEXT NOT NULL,
  lead_s INTEGER NOT NULL,
  starts_at INTEGER NOT NULL,
  reached INTEGER,
  told_at INTEGER NOT NULL,
  done INTEGER NOT NULL,
  PRIMARY KEY (organization_id, occurrence, channel, lead_s, starts_at)
) STRICT;
CREATE INDEX reminders_sent_told ON reminders_sent (organization_id, told_at);

-- since: what was due before is not made up for. Absent: everything is.
ALTER TABLE reminders ADD COLUMN since INTEGER;
