DROP INDEX documents_personnes;
ALTER TABLE documents DROP COLUMN demande_id;
