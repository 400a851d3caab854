DROP INDEX utilisateurs_nom;
