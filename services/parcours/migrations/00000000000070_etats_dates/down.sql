DROP TABLE periodes;
DROP TABLE fins;
ALTER TABLE parcours DROP COLUMN sorti_le;
ALTER TABLE suspensions DISABLE ROW LEVEL SECURITY;
-- The former version knows suspensions that end.
UPDATE suspensions SET au = greatest(du, current_date) WHERE au IS NULL;
ALTER TABLE suspensions ENABLE ROW LEVEL SECURITY;
ALTER TABLE suspensions
  DROP CONSTRAINT suspensions_bornees,
  DROP COLUMN nature,
  ALTER COLUMN au SET NOT NULL;
