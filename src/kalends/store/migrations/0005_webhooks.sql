-- Addresses that are told of what happens, and what they were told.

CREATE TABLE webhooks (
  organization_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  active INTEGER NOT NULL,
  method TEXT NOT NULL,
  url TEXT NOT NULL,
  trigger_name TEXT NOT NULL,
  element TEXT NOT NULL,
  event_filter TEXT,
  headers TEXT NOT NULL,
  fields TEXT NOT NULL,
  generation INTEGER NOT NULL,
  rotated_at INTEGER,
  failures INTEGER NOT NULL,
  failing_since INTEGER,
  paused_until INTEGER,
  switched_off TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER,
  executed_at INTEGER,
  owner INTEGER, -- who made it, and is told by mail when the server switches it off; NULL for nobody
  PRIMARY KEY (organization_id, number)
) STRICT;
CREATE INDEX webhooks_listening ON webhooks (organization_id, element, trigger_name) WHERE active = 1;

-- No foreign key: what is left of a webhook that is gone goes in slices.
CREATE TABLE deliveries (
  organization_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  webhook INTEGER NOT NULL,
  message TEXT NOT NULL,
  told TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  status INTEGER,
  error TEXT,
  delivered_at INTEGER,
  finished_at INTEGER,
  PRIMARY KEY (organization_id, number)
) STRICT;
CREATE INDEX deliveries_waiting ON deliveries (organization_id, webhook, due_at, number) WHERE finished_at IS NULL;
CREATE INDEX deliveries_log ON deliveries (organization_id, webhook, number);
CREATE INDEX deliveries_finished ON deliveries (organization_id, finished_at) WHERE finished_at IS NOT NULL;
