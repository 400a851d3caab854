-- One person had two parcours: this one ended in favour of another, by decision. Not validated: no row names one
-- yet, and the policy would not let them be looked at without a territory.
ALTER TABLE parcours
  ADD COLUMN reuni_a uuid CHECK (reuni_a <> id),
  ADD COLUMN reuni_motif text,
  ADD COLUMN reuni_par uuid,
  ADD CONSTRAINT parcours_reuni FOREIGN KEY (territoire_id, reuni_a) REFERENCES parcours (territoire_id, id) NOT VALID;
