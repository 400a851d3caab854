-- The pages of accounts come by name; structures have their unique name for it.
CREATE INDEX utilisateurs_nom ON utilisateurs (territoire_id, nom, id);
