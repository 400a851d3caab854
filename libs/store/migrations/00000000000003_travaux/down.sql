DROP TABLE travaux_file;
DROP TABLE travaux;
