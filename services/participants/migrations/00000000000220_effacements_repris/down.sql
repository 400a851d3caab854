ALTER TABLE participants DROP COLUMN effacement;
