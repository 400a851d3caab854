ALTER TABLE structures DROP COLUMN categorie;
