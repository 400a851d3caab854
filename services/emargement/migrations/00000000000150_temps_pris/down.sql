DROP TRIGGER activites_prennent ON activites;
DROP TRIGGER rendez_vous_deplace ON rendez_vous;
DROP TRIGGER rendez_vous_prend ON rendez_vous;
DROP FUNCTION prendre_activite();
DROP FUNCTION prendre_rendez_vous();
DROP TABLE temps_pris;
ALTER TABLE activites DROP CONSTRAINT activites_horaire;
ALTER TABLE activites DROP COLUMN fin;
ALTER TABLE activites DROP COLUMN debut;
