ALTER TABLE candidatures DROP COLUMN entrees_remplacees;
