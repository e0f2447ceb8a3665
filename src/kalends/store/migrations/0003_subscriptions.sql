-- Calendars from elsewhere: those that groups show and fetch again and again, and events that were imported once.

CREATE TABLE subscriptions (
  organization_id INTEGER NOT NULL,
  group_number INTEGER NOT NULL,
  url TEXT NOT NULL,
  etag TEXT,
  last_modified TEXT,
  digest TEXT NOT NULL,
  vevents BLOB NOT NULL,
  events INTEGER NOT NULL,
  left_out INTEGER NOT NULL,
  asked_at INTEGER NOT NULL,
  fetched_at INTEGER,
  failures INTEGER NOT NULL,
  error TEXT,
  PRIMARY KEY (organization_id, group_number),
  FOREIGN KEY (organization_id, group_number) REFERENCES groups (organization_id, number)
) STRICT;

-- Which event a foreign UID became in a group, and as of which version of it.
CREATE TABLE foreign_events (
  organization_id INTEGER NOT NULL,
  group_number INTEGER NOT NULL,
  foreign_uid TEXT NOT NULL,
  event INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  modified TEXT,
  digest TEXT NOT NULL,
  meetings TEXT NOT NULL,
  PRIMARY KEY (organization_id, group_number, foreign_uid),
  FOREIGN KEY (organization_id, event) REFERENCES events (organization_id, number)
) STRICT;
CREATE INDEX foreign_events_event ON foreign_events (organization_id, event);
