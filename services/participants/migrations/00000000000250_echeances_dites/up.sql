-- What the rules ask of a candidature is told whenever a fact of it changes, and once of those that are there.
CREATE TRIGGER a_dire_echeances AFTER INSERT OR UPDATE ON candidatures
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('echeances', 'id');
CREATE TRIGGER a_dire_echeances AFTER INSERT OR UPDATE ON candidature_contacts
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('echeances', 'candidature_id');
CREATE TRIGGER a_dire_echeances AFTER INSERT OR UPDATE ON presences_constatees
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('echeances_personne', 'participant_id');
ALTER TABLE candidatures DISABLE ROW LEVEL SECURITY;
ALTER TABLE a_dire DISABLE ROW LEVEL SECURITY;
INSERT INTO a_dire (territoire_id, nature, id)
SELECT territoire_id, 'echeances', id FROM candidatures
WHERE etat IN ('deposee', 'affectee', 'diagnostic', 'presentee', 'ajournee', 'validee');
ALTER TABLE a_dire ENABLE ROW LEVEL SECURITY;
ALTER TABLE candidatures ENABLE ROW LEVEL SECURITY;
