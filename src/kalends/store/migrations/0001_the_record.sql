-- The record. Instants are microseconds since 1970 (UTC), booleans 0/1, UUIDs and JSON text.
-- organization_id leads every key; `directory` alone is looked up without it.

CREATE TABLE directory (
  space TEXT NOT NULL,
  key TEXT NOT NULL,
  kind TEXT NOT NULL,
  organization_id INTEGER NOT NULL,
  PRIMARY KEY (space, key)
) STRICT;

CREATE TABLE organizations (
  organization_id INTEGER NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  zone TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  templates_version INTEGER NOT NULL DEFAULT 0 -- rises with every deed on a template, and with it every page's
) STRICT;

CREATE TABLE credits (
  organization_id INTEGER NOT NULL PRIMARY KEY,
  granted INTEGER,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL
) STRICT;

CREATE TABLE persons (
  organization_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  role TEXT NOT NULL,
  name TEXT,
  first_fold TEXT NOT NULL DEFAULT '',
  last_fold TEXT NOT NULL DEFAULT '',
  mail TEXT,
  mail_norm TEXT,
  avatar TEXT,
  created_at INTEGER NOT NULL,
  erased_at INTEGER,
  PRIMARY KEY (organization_id, number)
) STRICT;
CREATE INDEX persons_first ON persons (organization_id, first_fold, number);
CREATE INDEX persons_last ON persons (organization_id, last_fold, number);
CREATE UNIQUE INDEX persons_mail ON persons (organization_id, mail_norm);

CREATE TABLE credentials (
  organization_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  hash TEXT NOT NULL,
  public_id TEXT,
  person INTEGER NOT NULL,
  scope TEXT NOT NULL,
  era TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER,
  PRIMARY KEY (organization_id, number),
  FOREIGN KEY (organization_id, person) REFERENCES persons (organization_id, number)
) STRICT;
CREATE UNIQUE INDEX credentials_hash ON credentials (organization_id, hash);

CREATE TABLE labels (
  organization_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  parent INTEGER,
  name TEXT NOT NULL,
  name_fold TEXT NOT NULL,
  position INTEGER NOT NULL,
  settings TEXT NOT NULL,
  PRIMARY KEY (organization_id, number)
) STRICT;
CREATE INDEX labels_kind ON labels (organization_id, kind, position, number);

CREATE TABLE places (
  organization_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  content TEXT NOT NULL,
  name TEXT NOT NULL,
  address TEXT,
  lat_json TEXT,
  lng_json TEXT,
  PRIMARY KEY (organization_id, number)
) STRICT;
CREATE UNIQUE INDEX places_content ON places (organization_id, content);

CREATE TABLE templates (
  organization_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  fields TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER,
  deleted_at INTEGER, -- it goes out of events and groups in slices; until that is done its row says so
  PRIMARY KEY (organization_id, number)
) STRICT;
CREATE INDEX templates_kind ON templates (organization_id, kind, number);
CREATE INDEX templates_going ON templates (organization_id, number) WHERE deleted_at IS NOT NULL;

CREATE TABLE assets (
  organization_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  public_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  media_type TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (organization_id, number)
) STRICT;
CREATE UNIQUE INDEX assets_public_id ON assets (organization_id, public_id);
CREATE UNIQUE INDEX assets_sha256 ON assets (organization_id, sha256);

CREATE TABLE groups (
  organization_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  prokey TEXT NOT NULL,
  kind TEXT NOT NULL,
  parent INTEGER,
  direct_key TEXT,
  name TEXT NOT NULL,
  name_fold TEXT NOT NULL,
  status TEXT NOT NULL,
  visibility TEXT NOT NULL,
  group_type INTEGER,
  place INTEGER,
  subscription TEXT NOT NULL,
  layout INTEGER,
  landingpage INTEGER,
  cta_block INTEGER,
  settings TEXT NOT NULL,
  archived INTEGER NOT NULL,
  version INTEGER NOT NULL,
  last_message_number INTEGER NOT NULL,
  occurrences INTEGER NOT NULL,
  cancelled INTEGER NOT NULL,
  members INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER,
  deleted_at INTEGER,
  PRIMARY KEY (organization_id, number),
  FOREIGN KEY (organization_id, place) REFERENCES places (organization_id, number)
) STRICT;
CREATE UNIQUE INDEX groups_prokey ON groups (organization_id, prokey);
CREATE UNIQUE INDEX groups_direct_key ON groups (organization_id, direct_key);
CREATE INDEX groups_name ON groups (organization_id, name_fold, number);

CREATE TABLE group_labels (
  organization_id INTEGER NOT NULL,
  group_number INTEGER NOT NULL,
  label INTEGER NOT NULL,
  PRIMARY KEY (organization_id, group_number, label),
  FOREIGN KEY (organization_id, group_number) REFERENCES groups (organization_id, number),
  FOREIGN KEY (organization_id, label) REFERENCES labels (organization_id, number)
) STRICT;
CREATE INDEX group_labels_label ON group_labels (organization_id, label, group_number);

CREATE TABLE memberships (
  organization_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  group_number INTEGER NOT NULL,
  person INTEGER NOT NULL,
  role TEXT NOT NULL,
  nickname TEXT,
  joined_at INTEGER NOT NULL,
  left_at INTEGER,
  PRIMARY KEY (organization_id, number),
  FOREIGN KEY (organization_id, group_number) REFERENCES groups (organization_id, number),
  FOREIGN KEY (organization_id, person) REFERENCES persons (organization_id, number)
) STRICT;
CREATE UNIQUE INDEX memberships_person ON memberships (organization_id, group_number, person);
CREATE INDEX memberships_of ON memberships (organization_id, person, group_number);

CREATE TABLE events (
  organization_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  prokey TEXT NOT NULL,
  group_number INTEGER NOT NULL,
  creator INTEGER,
  status TEXT NOT NULL,
  visibility TEXT,
  title TEXT,
  recurrence TEXT NOT NULL,
  rrule TEXT,
  layout INTEGER,
  landingpage INTEGER,
  rsvp_block INTEGER,
  cta_block INTEGER,
  settings TEXT NOT NULL,
  first_start INTEGER,
  last_end INTEGER,
  dynamic INTEGER NOT NULL,
  rows_until TEXT,
  zone_table TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  revised_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER,
  deleted_at INTEGER,
  PRIMARY KEY (organization_id, number),
  FOREIGN KEY (organization_id, group_number) REFERENCES groups (organization_id, number)
) STRICT;
CREATE UNIQUE INDEX events_prokey ON events (organization_id, prokey);
CREATE INDEX events_group ON events (organization_id, group_number, number);
CREATE INDEX events_layout ON events (organization_id, layout) WHERE layout IS NOT NULL;
CREATE INDEX events_landingpage ON events (organization_id, landingpage) WHERE landingpage IS NOT NULL;
CREATE INDEX events_rsvp_block ON events (organization_id, rsvp_block) WHERE rsvp_block IS NOT NULL;
CREATE INDEX events_cta_block ON events (organization_id, cta_block) WHERE cta_block IS NOT NULL;
CREATE INDEX events_rows_until ON events (organization_id, rows_until) WHERE rows_until IS NOT NULL;

CREATE TABLE event_dates (
  organization_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  event INTEGER NOT NULL,
  position INTEGER NOT NULL,
  uid TEXT NOT NULL,
  name TEXT NOT NULL,
  start_date TEXT NOT NULL,
  start_time TEXT,
  start_fold INTEGER NOT NULL,
  end_date TEXT,
  end_time TEXT,
  end_fold INTEGER NOT NULL,
  zone TEXT,
  all_day INTEGER NOT NULL,
  description TEXT,
  place INTEGER,
  virtual_url TEXT,
  image TEXT,
  status TEXT,
  availability TEXT,
  organizer_name TEXT,
  organizer_email TEXT,
  attendee_name TEXT,
  attendee_email TEXT,
  removed_at INTEGER,
  PRIMARY KEY (organization_id, number),
  FOREIGN KEY (organization_id, event) REFERENCES events (organization_id, number),
  FOREIGN KEY (organization_id, place) REFERENCES places (organization_id, number)
) STRICT;
CREATE UNIQUE INDEX event_dates_uid ON event_dates (organization_id, uid);
CREATE INDEX event_dates_event ON event_dates (organization_id, event, position);

CREATE TABLE occurrences (
  organization_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  public_id TEXT NOT NULL,
  event INTEGER NOT NULL,
  event_date INTEGER NOT NULL,
  group_number INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  recurrence_id TEXT NOT NULL,
  override TEXT,
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  name TEXT NOT NULL,
  name_fold TEXT NOT NULL,
  place INTEGER,
  live INTEGER NOT NULL,
  cancelled INTEGER NOT NULL,
  cancelled_at INTEGER,
  cancelled_by INTEGER,
  dropped_at INTEGER,
  reminders_sent_at INTEGER,
  attendance_submitter INTEGER,
  visitors INTEGER,
  PRIMARY KEY (organization_id, number),
  FOREIGN KEY (organization_id, event) REFERENCES events (organization_id, number),
  FOREIGN KEY (organization_id, event_date) REFERENCES event_dates (organization_id, number)
) STRICT;
CREATE UNIQUE INDEX occurrences_public_id ON occurrences (organization_id, public_id);
CREATE INDEX occurrences_event ON occurrences (organization_id, event, event_date, recurrence_id);
CREATE INDEX occurrences_starts ON occurrences (organization_id, live, starts_at, number);
CREATE INDEX occurrences_ends ON occurrences (organization_id, live, ends_at, number);
CREATE INDEX occurrences_name ON occurrences (organization_id, live, name_fold, number);
CREATE INDEX occurrences_group_starts ON occurrences (organization_id, group_number, live, starts_at, number);
CREATE INDEX occurrences_group_ends ON occurrences (organization_id, group_number, live, ends_at, number);

CREATE TABLE attendees (
  organization_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  person INTEGER,
  name TEXT,
  mail TEXT,
  mail_norm TEXT,
  erased_at INTEGER,
  PRIMARY KEY (organization_id, number),
  FOREIGN KEY (organization_id, person) REFERENCES persons (organization_id, number)
) STRICT;
CREATE UNIQUE INDEX attendees_person ON attendees (organization_id, person);
CREATE UNIQUE INDEX attendees_mail ON attendees (organization_id, mail_norm);

CREATE TABLE answers (
  organization_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  public_id TEXT NOT NULL,
  event INTEGER NOT NULL,
  occurrence INTEGER NOT NULL,
  attendee INTEGER NOT NULL,
  state TEXT NOT NULL,
  amount INTEGER NOT NULL,
  payload TEXT,
  pending_until INTEGER,
  waiting_since INTEGER,
  answered_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER,
  PRIMARY KEY (organization_id, number),
  FOREIGN KEY (organization_id, event) REFERENCES events (organization_id, number),
  FOREIGN KEY (organization_id, attendee) REFERENCES attendees (organization_id, number)
) STRICT;
CREATE UNIQUE INDEX answers_one ON answers (organization_id, event, occurrence, attendee);

CREATE TABLE attendances (
  organization_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  occurrence INTEGER NOT NULL,
  person INTEGER NOT NULL,
  attended INTEGER NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (organization_id, number),
  FOREIGN KEY (organization_id, occurrence) REFERENCES occurrences (organization_id, number),
  FOREIGN KEY (organization_id, person) REFERENCES persons (organization_id, number)
) STRICT;
CREATE UNIQUE INDEX attendances_person ON attendances (organization_id, occurrence, person);

CREATE TABLE notes (
  organization_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  occurrence INTEGER NOT NULL,
  author INTEGER,
  body TEXT NOT NULL,
  PRIMARY KEY (organization_id, number),
  FOREIGN KEY (organization_id, occurrence) REFERENCES occurrences (organization_id, number)
) STRICT;
CREATE INDEX notes_occurrence ON notes (organization_id, occurrence, number);

CREATE TABLE reminders (
  organization_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  event INTEGER NOT NULL,
  occurrence INTEGER NOT NULL,
  position INTEGER NOT NULL,
  lead_s INTEGER NOT NULL,
  channel TEXT NOT NULL,
  audience TEXT NOT NULL,
  PRIMARY KEY (organization_id, number),
  FOREIGN KEY (organization_id, event) REFERENCES events (organization_id, number)
) STRICT;
CREATE INDEX reminders_event ON reminders (organization_id, event, occurrence, position);

CREATE TABLE changes (
  organization_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  by_person INTEGER,
  at INTEGER NOT NULL,
  subject INTEGER NOT NULL,
  group_number INTEGER,
  fields TEXT NOT NULL,
  snapshot TEXT NOT NULL,
  PRIMARY KEY (organization_id, number)
) STRICT;

CREATE TABLE messages (
  organization_id INTEGER NOT NULL,
  group_number INTEGER NOT NULL,
  number INTEGER NOT NULL,
  sender INTEGER,
  change_number INTEGER,
  text TEXT,
  attachments TEXT,
  source_guid TEXT,
  created_at INTEGER NOT NULL,
  deleted_at INTEGER,
  PRIMARY KEY (organization_id, group_number, number)
) STRICT;
CREATE UNIQUE INDEX messages_source_guid ON messages (organization_id, group_number, source_guid);

CREATE TABLE jobs (
  organization_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  payload TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  leased_until INTEGER,
  fence INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  error TEXT,
  finished_at INTEGER,
  PRIMARY KEY (organization_id, number)
) STRICT;
CREATE UNIQUE INDEX jobs_key ON jobs (organization_id, kind, key);
CREATE INDEX jobs_due ON jobs (kind, due_at, number) WHERE finished_at IS NULL;
CREATE INDEX jobs_held ON jobs (leased_until) WHERE leased_until IS NOT NULL;
