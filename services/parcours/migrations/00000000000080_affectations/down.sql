DROP TABLE affectations;
