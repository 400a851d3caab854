DROP TABLE qualifications, intervenants, demarches, liaisons, niveaux, actions;
