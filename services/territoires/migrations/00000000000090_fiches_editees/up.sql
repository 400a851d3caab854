-- Users and structures are edited, each writing a version.
ALTER TABLE utilisateurs
  ADD COLUMN version integer NOT NULL DEFAULT 1,
  ADD COLUMN telephone text,
  ADD COLUMN fonction text;
ALTER TABLE structures
  ADD COLUMN version integer NOT NULL DEFAULT 1,
  ADD COLUMN adresse jsonb,
  ADD COLUMN telephone text,
  ADD COLUMN jusqua date;
-- Who acts for a structure: its nature and its last day are changed under their eyes.
CREATE INDEX habilitations_structure_tenues ON habilitations (territoire_id, structure_id, utilisateur_id)
  WHERE structure_id IS NOT NULL;
