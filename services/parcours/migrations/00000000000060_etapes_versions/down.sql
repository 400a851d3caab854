ALTER TABLE etapes DROP COLUMN version;
