-- The import that brought a diagnosis or a contract of before the suite: none, when people wrote it here.
ALTER TABLE diagnostics ADD COLUMN import_id uuid;
ALTER TABLE contrats ADD COLUMN import_id uuid;
