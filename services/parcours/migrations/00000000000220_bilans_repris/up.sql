-- Bilans of étapes that a former program tells, each with the fact that a line may tell again.
ALTER TABLE bilans
  ADD COLUMN fait_id uuid,
  ADD COLUMN import_id uuid,
  ADD COLUMN commentaire text,
  ADD CONSTRAINT bilans_repris CHECK ((import_id IS NULL) = (fait_id IS NULL));
CREATE UNIQUE INDEX bilans_fait ON bilans (territoire_id, fait_id) WHERE fait_id IS NOT NULL;
