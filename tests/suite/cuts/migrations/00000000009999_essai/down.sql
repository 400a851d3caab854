ALTER TABLE participants DROP COLUMN essai;
