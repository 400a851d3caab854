DROP TABLE passations_fiches;
DROP TABLE passations;
