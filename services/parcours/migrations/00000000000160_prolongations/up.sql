-- That the accompaniment of somebody goes on after the end of the right.
CREATE TABLE prolongations (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  parcours_id uuid NOT NULL,
  participant_id uuid NOT NULL,
  le date NOT NULL,
  jusqu_au date NOT NULL,
  motif text NOT NULL,
  par uuid NOT NULL,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, parcours_id) REFERENCES parcours
);
CREATE INDEX prolongations_parcours ON prolongations (territoire_id, parcours_id, jusqu_au);
CREATE INDEX prolongations_participant ON prolongations (territoire_id, participant_id);
SELECT cloisonner('prolongations');
CREATE TRIGGER a_revoir AFTER INSERT OR UPDATE ON prolongations
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('echeances', 'parcours_id');
