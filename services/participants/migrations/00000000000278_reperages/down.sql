DROP TABLE reperages;
