ALTER TABLE registre DROP COLUMN objet;
