-- Whether a person receives the RSA is told to parcours, for what territories agree about their exit.
CREATE TRIGGER a_dire_rsa AFTER INSERT ON situations
  FOR EACH ROW WHEN (NEW.code = 'rsa') EXECUTE FUNCTION noter_a_dire('situation_rsa', 'id');

-- What files said already is told once.
ALTER TABLE a_dire DISABLE ROW LEVEL SECURITY;
ALTER TABLE situations DISABLE ROW LEVEL SECURITY;
INSERT INTO a_dire (territoire_id, nature, id)
  SELECT territoire_id, 'situation_rsa', id FROM situations WHERE code = 'rsa' ORDER BY saisie_le, id;
ALTER TABLE situations ENABLE ROW LEVEL SECURITY;
ALTER TABLE a_dire ENABLE ROW LEVEL SECURITY;
