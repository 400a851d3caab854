ALTER TABLE a_dire DISABLE ROW LEVEL SECURITY;
DELETE FROM a_dire WHERE nature = 'actes';
ALTER TABLE a_dire ENABLE ROW LEVEL SECURITY;
DROP TRIGGER a_inscrire ON participants;
DROP TRIGGER a_inscrire ON demandes;
