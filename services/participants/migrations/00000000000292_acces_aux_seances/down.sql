ALTER TABLE a_dire DISABLE ROW LEVEL SECURITY;
DELETE FROM a_dire WHERE nature IN ('seances_regles', 'seances_membre');
ALTER TABLE a_dire ENABLE ROW LEVEL SECURITY;
DROP FUNCTION territoires_acces_echus();
DROP POLICY proprietaire ON commissions;
DROP TRIGGER a_revoir_seances ON engagements_secret;
DROP TRIGGER a_revoir_seances ON annuaire;
DROP TRIGGER a_revoir_seances ON referentiels;
ALTER TABLE commissions DROP COLUMN acces_jusquau;
