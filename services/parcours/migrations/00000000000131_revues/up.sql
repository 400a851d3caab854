-- Reviews of long parcours.
CREATE TABLE revues (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  parcours_id uuid NOT NULL,
  participant_id uuid NOT NULL,
  le date NOT NULL,
  suite text NOT NULL CHECK (suite IN ('poursuite', 'reorientation', 'sortie')),
  prochaine_le date CHECK (prochaine_le > le),
  bilan text NOT NULL,
  par uuid NOT NULL,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, parcours_id) REFERENCES parcours
);
CREATE INDEX revues_parcours ON revues (territoire_id, parcours_id, le, id);
CREATE INDEX revues_participant ON revues (territoire_id, participant_id);
SELECT cloisonner('revues');
CREATE TRIGGER a_revoir AFTER INSERT OR UPDATE ON revues
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('echeances', 'parcours_id');
