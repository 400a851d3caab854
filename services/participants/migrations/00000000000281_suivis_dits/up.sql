-- To whom a person was given is told whenever it changes, and once of those who were given to somebody: where référents see
-- whom they follow, each service opens the file to them.
CREATE TRIGGER a_dire_suivis AFTER INSERT OR UPDATE OF referent, affectee_le ON candidatures
  FOR EACH ROW WHEN (NEW.referent IS NOT NULL) EXECUTE FUNCTION noter_a_dire('suivis', 'participant_id');
ALTER TABLE candidatures DISABLE ROW LEVEL SECURITY;
ALTER TABLE a_dire DISABLE ROW LEVEL SECURITY;
INSERT INTO a_dire (territoire_id, nature, id)
SELECT DISTINCT territoire_id, 'suivis', participant_id FROM candidatures WHERE referent IS NOT NULL;
ALTER TABLE a_dire ENABLE ROW LEVEL SECURITY;
ALTER TABLE candidatures ENABLE ROW LEVEL SECURITY;
