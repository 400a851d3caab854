DROP TABLE niveaux_remplaces;
ALTER TABLE niveaux DROP COLUMN du_diagnostic;
