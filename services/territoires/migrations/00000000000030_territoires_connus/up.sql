-- territoires knows its territories as every service does: for what is done territory by territory.
ALTER TABLE territoires DISABLE ROW LEVEL SECURITY;
ALTER TABLE territoires_connus DISABLE ROW LEVEL SECURITY;
INSERT INTO territoires_connus (territoire_id, id, nom) SELECT territoire_id, id, nom FROM territoires
  ON CONFLICT DO NOTHING;
ALTER TABLE territoires_connus ENABLE ROW LEVEL SECURITY;
ALTER TABLE territoires ENABLE ROW LEVEL SECURITY;
