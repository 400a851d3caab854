ALTER TABLE a_dire DISABLE ROW LEVEL SECURITY;
DELETE FROM a_dire WHERE nature IN ('echeances', 'echeances_mois', 'echeances_personne', 'echeances_regles');
ALTER TABLE a_dire ENABLE ROW LEVEL SECURITY;
DROP TRIGGER a_dire_echeances ON referentiels;
DROP TRIGGER a_dire_echeances ON annuaire;
DROP TRIGGER a_dire_echeances ON feuilles;
DROP TRIGGER a_dire_echeances ON presences;
DROP TRIGGER a_dire_echeances ON rendez_vous;
ALTER TABLE presences DROP COLUMN id;
