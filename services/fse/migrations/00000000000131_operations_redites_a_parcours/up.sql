-- parcours hears of operations too, for the mentions of its documents: those that exist are told again.
ALTER TABLE operations DISABLE ROW LEVEL SECURITY;
ALTER TABLE a_dire DISABLE ROW LEVEL SECURITY;
INSERT INTO a_dire (territoire_id, nature, id) SELECT territoire_id, 'operation', id FROM operations;
ALTER TABLE a_dire ENABLE ROW LEVEL SECURITY;
ALTER TABLE operations ENABLE ROW LEVEL SECURITY;
