-- A deleted template goes out of events and groups in slices; until that is done its row says that it is going.
-- templates_version: rises with every deed on a template, and with it the version of every page.

ALTER TABLE templates ADD COLUMN deleted_at INTEGER;
CREATE INDEX templates_going ON templates (organization_id, number) WHERE deleted_at IS NOT NULL;
ALTER TABLE organizations ADD COLUMN templates_version INTEGER NOT NULL DEFAULT 0;
