ALTER TABLE documents DROP COLUMN personnes;
