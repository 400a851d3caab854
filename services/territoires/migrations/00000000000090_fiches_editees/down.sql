DROP INDEX habilitations_structure_tenues;
ALTER TABLE structures DROP COLUMN jusqua, DROP COLUMN telephone, DROP COLUMN adresse, DROP COLUMN version;
ALTER TABLE utilisateurs DROP COLUMN fonction, DROP COLUMN telephone, DROP COLUMN version;
