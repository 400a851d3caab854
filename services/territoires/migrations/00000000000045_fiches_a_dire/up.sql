-- The other services are told of users, with their roles, and of structures; of those that exist too.
CREATE TRIGGER a_dire AFTER INSERT OR UPDATE ON utilisateurs
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('utilisateur', 'id');
CREATE TRIGGER a_dire AFTER INSERT OR UPDATE ON habilitations
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('utilisateur', 'utilisateur_id');
CREATE TRIGGER a_dire AFTER INSERT OR UPDATE ON structures
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('structure', 'id');

ALTER TABLE utilisateurs DISABLE ROW LEVEL SECURITY;
ALTER TABLE structures DISABLE ROW LEVEL SECURITY;
ALTER TABLE a_dire DISABLE ROW LEVEL SECURITY;
INSERT INTO a_dire (territoire_id, nature, id)
  SELECT territoire_id, 'utilisateur', id FROM utilisateurs
  UNION ALL SELECT territoire_id, 'structure', id FROM structures;
ALTER TABLE a_dire ENABLE ROW LEVEL SECURITY;
ALTER TABLE structures ENABLE ROW LEVEL SECURITY;
ALTER TABLE utilisateurs ENABLE ROW LEVEL SECURITY;
