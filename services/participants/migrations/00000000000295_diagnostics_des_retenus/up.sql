-- Who entered by a collective action has a diagnosis to be made: what is due of them is told again.
ALTER TABLE candidatures DISABLE ROW LEVEL SECURITY;
ALTER TABLE a_dire DISABLE ROW LEVEL SECURITY;
INSERT INTO a_dire (territoire_id, nature, id)
SELECT territoire_id, 'echeances', id FROM candidatures
WHERE action_collective_id IS NOT NULL AND diagnostiquee_le IS NULL AND suivi_termine_le IS NULL;
ALTER TABLE a_dire ENABLE ROW LEVEL SECURITY;
ALTER TABLE candidatures ENABLE ROW LEVEL SECURITY;
