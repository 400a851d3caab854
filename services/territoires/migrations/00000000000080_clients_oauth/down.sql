DROP TABLE sessions_clients;
DROP TABLE assertions;
ALTER TABLE clients DROP COLUMN jwks;
