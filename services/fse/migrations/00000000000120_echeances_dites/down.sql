ALTER TABLE a_dire DISABLE ROW LEVEL SECURITY;
DELETE FROM a_dire WHERE nature IN ('echeances', 'echeances_operation');
ALTER TABLE a_dire ENABLE ROW LEVEL SECURITY;
DROP TRIGGER a_dire_echeances ON operations;
DROP TRIGGER a_dire_echeances ON questionnaires;
DROP TRIGGER a_dire_echeances ON participations;
