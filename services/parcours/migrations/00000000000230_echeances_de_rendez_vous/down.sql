ALTER TABLE echeances DISABLE ROW LEVEL SECURITY;
DELETE FROM echeances WHERE objet = 'rendez_vous';
ALTER TABLE echeances ENABLE ROW LEVEL SECURITY;
ALTER TABLE echeances DROP CONSTRAINT echeances_objet_check;
ALTER TABLE echeances ADD CONSTRAINT echeances_objet_check
  CHECK (objet IN ('parcours', 'etape', 'sortie', 'candidature', 'participation'));
