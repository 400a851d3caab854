ALTER TABLE grilles_lignes DROP COLUMN rang;
ALTER TABLE grilles DROP COLUMN occupees, DROP COLUMN personnes;
