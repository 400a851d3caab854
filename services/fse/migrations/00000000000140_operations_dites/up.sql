-- parcours hears of operations too, for the mentions of its documents. How far each one is told is said by its row, and a round tells
-- again those that are not: a migration would have them told while pods of parcours that pass over them still serve.
ALTER TABLE operations ADD COLUMN dite integer NOT NULL DEFAULT 0 CHECK (dite >= 0);
