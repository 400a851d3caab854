DROP TABLE dossiers_ouverts;
DROP TABLE dossiers_limites;
