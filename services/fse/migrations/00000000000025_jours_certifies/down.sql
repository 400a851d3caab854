DROP TABLE jours_certifies;
