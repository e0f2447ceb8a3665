-- Who fetched which calendar: one row for each feed and family of calendar programs, brought up to date now and then.

CREATE TABLE feed_polls (
  organization_id INTEGER NOT NULL,
  feed TEXT NOT NULL,
  subject INTEGER NOT NULL,
  client TEXT NOT NULL,
  version TEXT NOT NULL,
  asked INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (organization_id, feed, subject, client)
) STRICT, WITHOUT ROWID;
