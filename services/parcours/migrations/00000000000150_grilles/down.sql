DROP TABLE grilles_lignes;
DROP TABLE grilles;
