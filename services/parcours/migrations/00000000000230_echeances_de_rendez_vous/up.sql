-- emargement says what the appointments of each person ask for.
ALTER TABLE echeances DROP CONSTRAINT echeances_objet_check;
ALTER TABLE echeances ADD CONSTRAINT echeances_objet_check
  CHECK (objet IN ('parcours', 'etape', 'sortie', 'candidature', 'participation', 'rendez_vous'));
