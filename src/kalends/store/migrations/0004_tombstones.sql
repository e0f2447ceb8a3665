-- What was deleted of late: calendars show it as cancelled, so that programs that ask seldom take it out too.

-- number: of the event's date. vevent: as feeds show it. is_open: to whoever has the address, not to members only.
CREATE TABLE tombstones (
  organization_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  group_number INTEGER NOT NULL,
  is_open INTEGER NOT NULL,
  vevent BLOB NOT NULL,
  deleted_at INTEGER NOT NULL,
  PRIMARY KEY (organization_id, number)
) STRICT;
CREATE INDEX tombstones_group ON tombstones (organization_id, group_number, deleted_at);
CREATE INDEX tombstones_deleted ON tombstones (organization_id, deleted_at);

-- Who was in a group that was deleted, as long as anything of it is shown.
CREATE TABLE tombstone_readers (
  organization_id INTEGER NOT NULL,
  group_number INTEGER NOT NULL,
  person INTEGER NOT NULL,
  PRIMARY KEY (organization_id, group_number, person)
) STRICT;
