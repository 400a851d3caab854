-- The end of a parcours, as parcours tells it: who takes part in an operation has left it on that day at the latest. Without
-- `motif` the exit was positive; taken back, it says since when and is no end any more.
CREATE TABLE fins_de_parcours (
  territoire_id uuid NOT NULL,
  parcours_id uuid NOT NULL,
  participant_id uuid NOT NULL,
  le date NOT NULL,
  motif text,
  reprise_le date,
  PRIMARY KEY (territoire_id, parcours_id)
);
CREATE INDEX fins_de_parcours_personne ON fins_de_parcours (territoire_id, participant_id);
SELECT cloisonner('fins_de_parcours');
CREATE TRIGGER a_dire_echeances AFTER INSERT OR UPDATE ON fins_de_parcours
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('echeances_personne', 'participant_id');
