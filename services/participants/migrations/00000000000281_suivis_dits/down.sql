ALTER TABLE a_dire DISABLE ROW LEVEL SECURITY;
DELETE FROM a_dire WHERE nature = 'suivis';
ALTER TABLE a_dire ENABLE ROW LEVEL SECURITY;
ALTER TABLE dossiers_ouverts DISABLE ROW LEVEL SECURITY;
DELETE FROM dossiers_ouverts WHERE role = 'referent';
ALTER TABLE dossiers_ouverts ENABLE ROW LEVEL SECURITY;
DROP TRIGGER a_dire_suivis ON candidatures;
