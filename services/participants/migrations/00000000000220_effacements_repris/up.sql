-- How far the erasure of a file that names nobody went: one of before, or of a pod of the former version, is done again by
-- one that reaches further.
ALTER TABLE participants ADD COLUMN effacement integer NOT NULL DEFAULT 0;
CREATE INDEX participants_effacement ON participants (territoire_id, effacement) WHERE anonymise_le IS NOT NULL;
