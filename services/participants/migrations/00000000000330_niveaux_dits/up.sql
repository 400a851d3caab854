-- How heavy each theme weighed is told to parcours once the person has entered, then whenever a diagnosis says it again.
CREATE TRIGGER a_dire_niveaux AFTER INSERT ON diagnostics
  FOR EACH ROW WHEN (jsonb_array_length(coalesce(NEW.contenu -> 'niveaux', '[]')) > 0)
  EXECUTE FUNCTION noter_a_dire('niveaux_diagnostiques', 'candidature_id');
CREATE TRIGGER a_dire_niveaux AFTER UPDATE OF entree_le ON candidatures
  FOR EACH ROW WHEN (OLD.entree_le IS NULL AND NEW.entree_le IS NOT NULL)
  EXECUTE FUNCTION noter_a_dire('niveaux_diagnostiques', 'id');

-- What diagnoses said already of who entered is told once.
ALTER TABLE a_dire DISABLE ROW LEVEL SECURITY;
ALTER TABLE diagnostics DISABLE ROW LEVEL SECURITY;
ALTER TABLE candidatures DISABLE ROW LEVEL SECURITY;
INSERT INTO a_dire (territoire_id, nature, id)
  SELECT DISTINCT d.territoire_id, 'niveaux_diagnostiques', d.candidature_id FROM diagnostics d
  JOIN candidatures c ON c.territoire_id = d.territoire_id AND c.id = d.candidature_id
  WHERE c.entree_le IS NOT NULL AND jsonb_array_length(coalesce(d.contenu -> 'niveaux', '[]')) > 0;
ALTER TABLE candidatures ENABLE ROW LEVEL SECURITY;
ALTER TABLE diagnostics ENABLE ROW LEVEL SECURITY;
ALTER TABLE a_dire ENABLE ROW LEVEL SECURITY;
