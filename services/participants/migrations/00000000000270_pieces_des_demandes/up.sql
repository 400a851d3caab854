-- The pièce that proves what is asked, of an exit.
ALTER TABLE demandes ADD COLUMN piece_id uuid;
