ALTER TABLE historique DROP COLUMN valeurs;
