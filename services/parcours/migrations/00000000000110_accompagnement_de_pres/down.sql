DROP TABLE niveaux, actions;
