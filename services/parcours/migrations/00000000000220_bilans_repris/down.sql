DROP INDEX bilans_fait;
ALTER TABLE bilans
  DROP CONSTRAINT bilans_repris,
  DROP COLUMN commentaire,
  DROP COLUMN import_id,
  DROP COLUMN fait_id;
