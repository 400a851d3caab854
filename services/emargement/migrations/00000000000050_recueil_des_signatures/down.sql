ALTER TABLE rendez_vous DROP COLUMN recueil;
ALTER TABLE presences DROP COLUMN recueil;
