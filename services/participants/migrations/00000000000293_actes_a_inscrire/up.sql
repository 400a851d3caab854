-- An entry by a collective action comes before the next open session by itself: when it waits for one, and when the file of
-- somebody may be changed again.
CREATE TRIGGER a_inscrire AFTER INSERT OR UPDATE ON demandes
  FOR EACH ROW WHEN (NEW.nature = 'entree_collective' AND NEW.etat = 'a_presenter')
  EXECUTE FUNCTION noter_a_dire('actes', 'id');
CREATE TRIGGER a_inscrire AFTER UPDATE ON participants
  FOR EACH ROW WHEN (OLD.limite_le IS NOT NULL AND NEW.limite_le IS NULL)
  EXECUTE FUNCTION noter_a_dire('actes', 'id');

-- Those that wait already.
ALTER TABLE demandes DISABLE ROW LEVEL SECURITY;
ALTER TABLE a_dire DISABLE ROW LEVEL SECURITY;
INSERT INTO a_dire (territoire_id, nature, id)
SELECT territoire_id, 'actes', id FROM demandes WHERE nature = 'entree_collective' AND etat = 'a_presenter';
ALTER TABLE a_dire ENABLE ROW LEVEL SECURITY;
ALTER TABLE demandes ENABLE ROW LEVEL SECURITY;
