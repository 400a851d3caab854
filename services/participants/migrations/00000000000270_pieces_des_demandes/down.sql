ALTER TABLE demandes DROP COLUMN piece_id;
