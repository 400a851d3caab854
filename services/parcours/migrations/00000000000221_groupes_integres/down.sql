DROP INDEX lignes_importees_groupe;
CREATE INDEX lignes_importees_groupe ON lignes_importees (territoire_id, import_id, groupe) WHERE groupe IS NOT NULL;
