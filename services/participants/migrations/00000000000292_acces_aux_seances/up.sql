-- Through which day the files of an open session are open to the same members; none, as long as nothing is told that changes it.
ALTER TABLE commissions ADD COLUMN acces_jusquau date;
CREATE INDEX commissions_acces ON commissions (territoire_id, acces_jusquau) WHERE acces_jusquau IS NOT NULL;

-- Who reads them is looked at again when other rules are published, when the mandates of somebody change, and when they sign.
CREATE TRIGGER a_revoir_seances AFTER INSERT ON referentiels
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('seances_regles', 'territoire_id');
CREATE TRIGGER a_revoir_seances AFTER INSERT OR UPDATE ON annuaire
  FOR EACH ROW WHEN (NEW.nature = 'utilisateur') EXECUTE FUNCTION noter_a_dire('seances_membre', 'id');
CREATE TRIGGER a_revoir_seances AFTER INSERT ON engagements_secret
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('seances_membre', 'utilisateur_id');

-- Where that day may be over: a day early, in whatever time zone; whoever looks knows the day of the territory.
SELECT montrer_au_proprietaire('commissions');
SELECT regarder('territoires_acces_echus()', 'SETOF uuid',
  'SELECT DISTINCT territoire_id FROM commissions WHERE acces_jusquau < (now() + interval ''1 day'')::date');

-- The sessions that are open were opened by the rules of the day on which they sit.
ALTER TABLE commissions DISABLE ROW LEVEL SECURITY;
ALTER TABLE a_dire DISABLE ROW LEVEL SECURITY;
INSERT INTO a_dire (territoire_id, nature, id)
SELECT DISTINCT territoire_id, 'seances_regles', territoire_id FROM commissions WHERE etat = 'ouverte';
ALTER TABLE a_dire ENABLE ROW LEVEL SECURITY;
ALTER TABLE commissions ENABLE ROW LEVEL SECURITY;
