DROP TABLE racines;
