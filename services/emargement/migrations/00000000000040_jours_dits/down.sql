ALTER TABLE feuilles DROP COLUMN jours_dits;
