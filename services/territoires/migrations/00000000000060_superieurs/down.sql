ALTER TABLE habilitations DROP COLUMN superieur;
