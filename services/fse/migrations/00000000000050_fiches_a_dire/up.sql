-- The other services are told of operations.
CREATE TRIGGER a_dire AFTER INSERT OR UPDATE ON operations
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('operation', 'id');

ALTER TABLE operations DISABLE ROW LEVEL SECURITY;
ALTER TABLE a_dire DISABLE ROW LEVEL SECURITY;
INSERT INTO a_dire (territoire_id, nature, id) SELECT territoire_id, 'operation', id FROM operations;
ALTER TABLE a_dire ENABLE ROW LEVEL SECURITY;
ALTER TABLE operations ENABLE ROW LEVEL SECURITY;
