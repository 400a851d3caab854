DROP TABLE feuille_versions, feuille_explications, feuilles, conges, activites, registre, presences, rendez_vous;
