-- The other services are told of persons: that a file exists, and whether it still names somebody.
CREATE TRIGGER a_dire AFTER INSERT OR UPDATE OF anonymise_le ON participants
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('personne', 'id');

ALTER TABLE participants DISABLE ROW LEVEL SECURITY;
ALTER TABLE a_dire DISABLE ROW LEVEL SECURITY;
INSERT INTO a_dire (territoire_id, nature, id) SELECT territoire_id, 'personne', id FROM participants;
ALTER TABLE a_dire ENABLE ROW LEVEL SECURITY;
ALTER TABLE participants ENABLE ROW LEVEL SECURITY;
