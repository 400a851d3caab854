DROP VIEW references_externes;
ALTER TABLE references_importees RENAME COLUMN objet_id TO participant_id;
ALTER TABLE references_importees RENAME TO references_externes;

DROP VIEW import_lignes;
ALTER TABLE lignes_importees RENAME COLUMN objet_id TO participant_id;
ALTER TABLE lignes_importees RENAME TO import_lignes;
