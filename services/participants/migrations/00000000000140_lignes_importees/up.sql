-- A staged line becomes a thing, whatever its kind. The pods of the former version go on by the former names, which the
-- next version drops; they refuse by the name of the key, which stays.
ALTER TABLE import_lignes RENAME TO lignes_importees;
ALTER TABLE lignes_importees RENAME COLUMN participant_id TO objet_id;
CREATE VIEW import_lignes WITH (security_invoker) AS
  SELECT territoire_id, import_id, rang, etat, action, objet_id AS participant_id, reference, identite, empreinte,
    problemes, hesitations, cellules
  FROM lignes_importees;

ALTER TABLE references_externes RENAME TO references_importees;
ALTER TABLE references_importees RENAME COLUMN participant_id TO objet_id;
CREATE VIEW references_externes WITH (security_invoker) AS
  SELECT territoire_id, source, reference, objet_id AS participant_id, empreinte, version, import_id
  FROM references_importees;
