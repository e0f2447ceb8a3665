-- Mails that are to be sent, or were. state: waiting, sending, sent, suppressed, dropped, uncertain, failed.

CREATE TABLE letters (
  organization_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  mail TEXT NOT NULL,
  mail_norm TEXT NOT NULL,
  name TEXT,
  language TEXT,
  event INTEGER,
  occurrence INTEGER,
  answer TEXT,
  said TEXT NOT NULL,
  unasked INTEGER NOT NULL,
  state TEXT NOT NULL,
  written_at INTEGER NOT NULL,
  sent_at INTEGER,
  tries INTEGER NOT NULL,
  error TEXT,
  PRIMARY KEY (organization_id, number)
) STRICT;
CREATE UNIQUE INDEX letters_key ON letters (organization_id, kind, key);
CREATE INDEX letters_mail ON letters (organization_id, mail_norm, written_at);
CREATE INDEX letters_event ON letters (organization_id, event, state);
CREATE INDEX letters_state ON letters (organization_id, state, number);

-- What is not sent to an address. kind: of a letter; '' for every letter. why: asked, bounced.

CREATE TABLE suppressions (
  organization_id INTEGER NOT NULL,
  mail_norm TEXT NOT NULL,
  kind TEXT NOT NULL,
  why TEXT NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (organization_id, mail_norm, kind)
) STRICT;

-- How new the last reply to an invitation was. answer: its public id. occurrence: of the reply; 0 for the event.

CREATE TABLE replies (
  organization_id INTEGER NOT NULL,
  answer TEXT NOT NULL,
  occurrence INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  stamp INTEGER NOT NULL,
  PRIMARY KEY (organization_id, answer, occurrence)
) STRICT;
