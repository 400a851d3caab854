DROP TABLE capacites;
DROP TABLE contacts;
