-- Who collected the signatures of the start and of the end, when, and why so late.
ALTER TABLE presences ADD COLUMN recueil jsonb;
ALTER TABLE rendez_vous ADD COLUMN recueil jsonb;
