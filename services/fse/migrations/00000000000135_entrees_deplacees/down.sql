DROP TABLE entrees_deplacees;
