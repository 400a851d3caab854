DROP TABLE mandats;
