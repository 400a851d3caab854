ALTER TABLE operations DROP COLUMN version;
