ALTER TABLE habilitations DROP COLUMN retiree_le;
ALTER TABLE sessions DROP COLUMN authentifiee_le;
ALTER TABLE comptes DROP COLUMN ferme_le;
DROP INDEX acces_utilisateur;
DROP TABLE codes_secours;
DROP TABLE demandes;
DROP TABLE invitations;
