-- One order for the list, its pages and the search by prefix: that of the bytes, so that one index serves
-- the three. The column holds names without accents, in lower case.
DROP INDEX participants_nom;
ALTER TABLE participants ALTER COLUMN nom_recherche TYPE text COLLATE "C";
CREATE INDEX participants_nom ON participants (territoire_id, nom_recherche, id);
