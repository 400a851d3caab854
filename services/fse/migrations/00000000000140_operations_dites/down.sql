ALTER TABLE operations DROP COLUMN dite;
