ALTER TABLE a_dire DISABLE ROW LEVEL SECURITY;
DELETE FROM a_dire WHERE nature IN ('echeances', 'echeances_personne');
ALTER TABLE a_dire ENABLE ROW LEVEL SECURITY;
DROP TRIGGER a_dire_echeances ON presences_constatees;
DROP TRIGGER a_dire_echeances ON candidature_contacts;
DROP TRIGGER a_dire_echeances ON candidatures;
