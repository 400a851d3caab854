DROP TABLE prolongations;
