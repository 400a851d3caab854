-- Entries in the PLIE whose day was corrected, as participants tells it: each day that was told before, and the one that holds. Whoever
-- entered an operation in between, or on the former day, is shown with it: the entry in an operation is never deduced.
CREATE TABLE entrees_deplacees (
  territoire_id uuid NOT NULL,
  candidature_id uuid NOT NULL,
  participant_id uuid NOT NULL,
  avant date NOT NULL,
  entree_le date NOT NULL,
  PRIMARY KEY (territoire_id, candidature_id, avant)
);
CREATE INDEX entrees_deplacees_personne ON entrees_deplacees (territoire_id, participant_id);
SELECT cloisonner('entrees_deplacees');
