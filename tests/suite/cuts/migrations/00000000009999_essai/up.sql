ALTER TABLE participants ADD COLUMN essai integer;
