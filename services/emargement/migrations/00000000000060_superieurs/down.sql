ALTER TABLE feuilles DROP COLUMN superieur_designe;
