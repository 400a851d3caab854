ALTER TABLE documents DROP COLUMN demande_id;
