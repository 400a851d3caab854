-- Version of what people edit of an appointment; the former version plans appointments and edits none.
ALTER TABLE rendez_vous ADD COLUMN version integer NOT NULL DEFAULT 1;
