ALTER TABLE contrats DROP COLUMN import_id;
ALTER TABLE diagnostics DROP COLUMN import_id;
