DROP INDEX participants_nom;
ALTER TABLE participants ALTER COLUMN nom_recherche TYPE text COLLATE "default";
CREATE INDEX participants_nom ON participants (territoire_id, nom_recherche text_pattern_ops, id);
