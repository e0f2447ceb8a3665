-- Deeds that bear a key of their client's, so that none is done twice. made: what is answered again; absent in the very
-- deed only, which fills it in before it ends.

CREATE TABLE repeatables (
  organization_id INTEGER NOT NULL,
  person INTEGER NOT NULL,
  key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  made TEXT,
  asked_at INTEGER NOT NULL,
  PRIMARY KEY (organization_id, person, key)
) STRICT;
CREATE INDEX repeatables_asked ON repeatables (organization_id, asked_at);
