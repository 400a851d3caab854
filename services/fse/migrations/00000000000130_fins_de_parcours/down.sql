ALTER TABLE a_dire DISABLE ROW LEVEL SECURITY;
DELETE FROM a_dire WHERE nature = 'echeances_personne';
ALTER TABLE a_dire ENABLE ROW LEVEL SECURITY;
DROP TABLE fins_de_parcours;
