ALTER TABLE personnes_fusionnees DISABLE ROW LEVEL SECURITY;
DELETE FROM personnes_fusionnees;
ALTER TABLE personnes_fusionnees ENABLE ROW LEVEL SECURITY;
