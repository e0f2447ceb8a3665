-- Answers that wait: for a mail address to be confirmed, or for a seat.
-- asked: what a pending answer is to be once it is confirmed. pending_until: until when its seats are kept, NULL keeps
-- none. waiting_since: set exactly while it is waitlisted. language: of the page that the answer was given on.

ALTER TABLE answers ADD COLUMN asked TEXT;
ALTER TABLE answers ADD COLUMN language TEXT;
ALTER TABLE attendees ADD COLUMN confirmed_at INTEGER;
CREATE UNIQUE INDEX answers_public_id ON answers (organization_id, public_id);
CREATE INDEX answers_waiting ON answers (organization_id, event, waiting_since) WHERE waiting_since IS NOT NULL;
