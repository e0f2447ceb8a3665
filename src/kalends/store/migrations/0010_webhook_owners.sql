-- Who made a webhook, and is told by mail when the server switches it off; NULL where that was not kept.

ALTER TABLE webhooks ADD COLUMN owner INTEGER;
