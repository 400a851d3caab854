-- Who follows a person, on which days, is told whenever it changes, and once of the parcours that are there.
CREATE TRIGGER a_dire_suivis AFTER INSERT OR UPDATE ON affectations
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('suivis', 'parcours_id');
ALTER TABLE parcours DISABLE ROW LEVEL SECURITY;
ALTER TABLE a_dire DISABLE ROW LEVEL SECURITY;
INSERT INTO a_dire (territoire_id, nature, id) SELECT territoire_id, 'suivis', id FROM parcours;
ALTER TABLE a_dire ENABLE ROW LEVEL SECURITY;
ALTER TABLE parcours ENABLE ROW LEVEL SECURITY;
