DROP FUNCTION territoires_a_redire();
DROP INDEX participations_redites;
ALTER TABLE a_dire DISABLE ROW LEVEL SECURITY;
ALTER TABLE redites DISABLE ROW LEVEL SECURITY;
INSERT INTO a_dire (territoire_id, nature, id) SELECT territoire_id, 'echeances_operation', operation_id FROM redites;
DROP TABLE redites;
ALTER TABLE a_dire ENABLE ROW LEVEL SECURITY;
