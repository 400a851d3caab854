DROP TABLE demandes;
