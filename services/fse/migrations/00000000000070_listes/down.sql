DROP INDEX mandats_controleur, participations_entree;
