-- What Europe asks of a participation is told whenever a fact of it changes, and once of those that are there.
CREATE TRIGGER a_dire_echeances AFTER INSERT OR UPDATE ON participations
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('echeances', 'id');
CREATE TRIGGER a_dire_echeances AFTER INSERT OR UPDATE ON questionnaires
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('echeances', 'participation_id');
CREATE TRIGGER a_dire_echeances AFTER UPDATE ON operations
  FOR EACH ROW WHEN (OLD.contenu ->> 'fin' IS DISTINCT FROM NEW.contenu ->> 'fin') EXECUTE FUNCTION noter_a_dire('echeances_operation', 'id');
ALTER TABLE participations DISABLE ROW LEVEL SECURITY;
ALTER TABLE a_dire DISABLE ROW LEVEL SECURITY;
INSERT INTO a_dire (territoire_id, nature, id) SELECT territoire_id, 'echeances', id FROM participations;
ALTER TABLE a_dire ENABLE ROW LEVEL SECURITY;
ALTER TABLE participations ENABLE ROW LEVEL SECURITY;
