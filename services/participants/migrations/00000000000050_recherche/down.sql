DROP TABLE fusions, filtres, recherche_cles;
DROP INDEX participants_a_indexer;
ALTER TABLE participants DROP COLUMN cles_version, DROP COLUMN fusionne_dans;
