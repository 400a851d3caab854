ALTER TABLE a_dire DISABLE ROW LEVEL SECURITY;
DELETE FROM a_dire WHERE nature = 'niveaux_diagnostiques';
ALTER TABLE a_dire ENABLE ROW LEVEL SECURITY;
DROP TRIGGER a_dire_niveaux ON candidatures;
DROP TRIGGER a_dire_niveaux ON diagnostics;
