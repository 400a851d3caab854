-- Not valid for the calls already recorded: going back loses none of them.
ALTER TABLE rendez_vous DROP CONSTRAINT rendez_vous_nature_check;
ALTER TABLE rendez_vous ADD CONSTRAINT rendez_vous_nature_check
  CHECK (nature IN ('diagnostic', 'entretien', 'atelier', 'bilan')) NOT VALID;
