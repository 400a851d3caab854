-- Version of what people edit of an étape; the former version edits none.
ALTER TABLE etapes ADD COLUMN version integer NOT NULL DEFAULT 1;
