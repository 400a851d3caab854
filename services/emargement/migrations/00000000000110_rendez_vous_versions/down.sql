ALTER TABLE rendez_vous DROP COLUMN version;
