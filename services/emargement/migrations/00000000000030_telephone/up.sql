-- A call is a contact that nobody signs for but the référent.
ALTER TABLE rendez_vous DROP CONSTRAINT rendez_vous_nature_check;
ALTER TABLE rendez_vous ADD CONSTRAINT rendez_vous_nature_check
  CHECK (nature IN ('diagnostic', 'entretien', 'atelier', 'bilan', 'telephone'));
