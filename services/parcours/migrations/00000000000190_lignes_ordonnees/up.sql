-- Lines of an import are integrated in the order of what they tell, and judged beside those of their group before
-- anything counts.
ALTER TABLE lignes_importees
  ADD COLUMN ordre smallint NOT NULL DEFAULT 0,
  ADD COLUMN groupe text;
CREATE INDEX lignes_importees_ordre ON lignes_importees (territoire_id, import_id, etat, ordre, rang);
CREATE INDEX lignes_importees_groupe ON lignes_importees (territoire_id, import_id, groupe) WHERE groupe IS NOT NULL;
