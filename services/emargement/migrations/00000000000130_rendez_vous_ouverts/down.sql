ALTER TABLE dossiers_ouverts DISABLE ROW LEVEL SECURITY;
DELETE FROM dossiers_ouverts WHERE role = 'animation';
ALTER TABLE dossiers_ouverts ENABLE ROW LEVEL SECURITY;
