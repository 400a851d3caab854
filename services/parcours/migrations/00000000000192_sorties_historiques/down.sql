ALTER TABLE sorties DROP COLUMN version;
