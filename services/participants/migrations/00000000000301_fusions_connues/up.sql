-- Merges of before, as the other services know them: what was opened under the former identifier is open under the one kept.
ALTER TABLE fusions DISABLE ROW LEVEL SECURITY;
ALTER TABLE personnes_fusionnees DISABLE ROW LEVEL SECURITY;
INSERT INTO personnes_fusionnees (territoire_id, fusion, garde, absorbe, deplaces)
SELECT territoire_id, id, garde, absorbe, '{}' FROM fusions WHERE annule_le IS NULL
ON CONFLICT DO NOTHING;
ALTER TABLE personnes_fusionnees ENABLE ROW LEVEL SECURITY;
ALTER TABLE fusions ENABLE ROW LEVEL SECURITY;
