DROP TABLE en_tetes;
