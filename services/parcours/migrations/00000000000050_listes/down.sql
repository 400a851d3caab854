DROP INDEX sorties_debut, sorties_etat, suspensions_du, etapes_debut, etapes_etat, parcours_entree, parcours_etat, parcours_du_referent;
