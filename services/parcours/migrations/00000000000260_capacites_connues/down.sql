DROP TABLE capacites_remplacees;
ALTER TABLE capacites DROP COLUMN connue_le;
