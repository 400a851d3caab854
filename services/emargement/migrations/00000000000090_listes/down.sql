DROP INDEX rendez_vous_operation, conges_du, activites_operation, activites_jour, feuilles_superieur, feuilles_par_mois;
