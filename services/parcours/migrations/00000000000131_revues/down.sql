DROP TABLE revues;
