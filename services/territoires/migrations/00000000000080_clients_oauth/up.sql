-- The public keys of a client that proves who it is by signing (a JWK set). Its secret is then empty, the SHA-256 of none.
ALTER TABLE clients ADD COLUMN jwks jsonb;

-- What a client signed to prove who it is, by the SHA-256 of its name (jti), until it expires: it serves once.
CREATE TABLE assertions (
  territoire_id uuid NOT NULL,
  client_id uuid NOT NULL,
  empreinte bytea NOT NULL,
  expire_le timestamptz NOT NULL,
  PRIMARY KEY (territoire_id, client_id, empreinte),
  FOREIGN KEY (territoire_id, client_id) REFERENCES clients
);
SELECT cloisonner('assertions');

-- The session that the tokens of a client bear: rows of the deployment, as those of accounts, for verifiers read them together.
CREATE TABLE sessions_clients (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  cible uuid NOT NULL,
  client_id uuid NOT NULL,
  ouverte_le timestamptz NOT NULL,
  fermee_le timestamptz,
  PRIMARY KEY (territoire_id, id)
);
CREATE UNIQUE INDEX sessions_clients_ouverte ON sessions_clients (territoire_id, cible, client_id) WHERE fermee_le IS NULL;
CREATE INDEX sessions_clients_fermees ON sessions_clients (territoire_id, fermee_le) WHERE fermee_le IS NOT NULL;
SELECT cloisonner('sessions_clients');
