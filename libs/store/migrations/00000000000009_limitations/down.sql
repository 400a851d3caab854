DROP TABLE dossiers_limites;
