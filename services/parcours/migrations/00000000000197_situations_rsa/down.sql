DROP TABLE situations_rsa;
