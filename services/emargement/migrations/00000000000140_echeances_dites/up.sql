-- What the rules ask of each person at an appointment is told whenever a fact of it changes, and once of what is there. Each
-- presence has an identifier of its own, under which that is told: a merge moves it to another file, and it stays the same.
ALTER TABLE presences ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE presences ADD CONSTRAINT presences_id UNIQUE (territoire_id, id);

CREATE TRIGGER a_dire_echeances AFTER UPDATE OF etat, fin, animateur, animateur_arrivee, animateur_depart ON rendez_vous
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('echeances', 'id');
CREATE TRIGGER a_dire_echeances AFTER INSERT OR UPDATE ON presences
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('echeances', 'rendez_vous_id');
-- Nothing comes to the sheets of a month that is signed.
CREATE TRIGGER a_dire_echeances AFTER UPDATE ON feuilles
  FOR EACH ROW WHEN (OLD.etat IS DISTINCT FROM NEW.etat) EXECUTE FUNCTION noter_a_dire('echeances_mois', 'id');
-- Nor is anything asked of who was erased.
CREATE TRIGGER a_dire_echeances AFTER UPDATE ON annuaire
  FOR EACH ROW WHEN (NEW.nature = 'personne' AND OLD.fiche -> 'anonyme' IS DISTINCT FROM NEW.fiche -> 'anonyme')
  EXECUTE FUNCTION noter_a_dire('echeances_personne', 'id');
-- Other rules give other delays.
CREATE TRIGGER a_dire_echeances AFTER INSERT ON referentiels
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('echeances_regles', 'territoire_id');

ALTER TABLE rendez_vous DISABLE ROW LEVEL SECURITY;
ALTER TABLE presences DISABLE ROW LEVEL SECURITY;
ALTER TABLE a_dire DISABLE ROW LEVEL SECURITY;
INSERT INTO a_dire (territoire_id, nature, id)
SELECT territoire_id, 'echeances', id FROM rendez_vous r
WHERE etat = 'prevu' OR etat = 'termine' AND EXISTS (SELECT FROM presences p
  WHERE p.territoire_id = r.territoire_id AND p.rendez_vous_id = r.id AND p.issue = 'present'
    AND (num_nulls(r.animateur_arrivee, r.animateur_depart) > 0
      OR r.nature <> 'telephone' AND num_nulls(p.arrivee, p.depart) > 0));
ALTER TABLE a_dire ENABLE ROW LEVEL SECURITY;
ALTER TABLE presences ENABLE ROW LEVEL SECURITY;
ALTER TABLE rendez_vous ENABLE ROW LEVEL SECURITY;
