DROP INDEX travaux_objet;
CREATE INDEX travaux_objet ON travaux (territoire_id, objet, id);
ALTER TABLE travaux DROP COLUMN rang;
