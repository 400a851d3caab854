-- What contacts call for of who has not entered is told again: a frein that was told to the structure d'animation, and calls that
-- nobody answered.
ALTER TABLE candidatures DISABLE ROW LEVEL SECURITY;
ALTER TABLE candidature_contacts DISABLE ROW LEVEL SECURITY;
ALTER TABLE a_dire DISABLE ROW LEVEL SECURITY;
INSERT INTO a_dire (territoire_id, nature, id)
  SELECT c.territoire_id, 'echeances', c.id FROM candidatures c
  WHERE c.etat IN ('deposee', 'affectee', 'diagnostic', 'presentee', 'ajournee', 'validee')
    AND EXISTS (SELECT FROM candidature_contacts k
      WHERE k.territoire_id = c.territoire_id AND k.candidature_id = c.id);
ALTER TABLE a_dire ENABLE ROW LEVEL SECURITY;
ALTER TABLE candidature_contacts ENABLE ROW LEVEL SECURITY;
ALTER TABLE candidatures ENABLE ROW LEVEL SECURITY;
