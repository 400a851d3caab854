DROP TABLE accords;
