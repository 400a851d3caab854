-- The lines of a group are integrated together, in their order.
DROP INDEX lignes_importees_groupe;
CREATE INDEX lignes_importees_groupe ON lignes_importees (territoire_id, import_id, groupe, ordre, rang)
  WHERE groupe IS NOT NULL;
