-- Version of the content of an operation; the former version edits none.
ALTER TABLE operations ADD COLUMN version integer NOT NULL DEFAULT 1;
