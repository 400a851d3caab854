-- The head of the ledger at the end of a day, signed: what was true that evening stays provable.
CREATE TABLE racines (
  territoire_id uuid NOT NULL,
  jour date NOT NULL,
  seq bigint NOT NULL,
  empreinte bytea NOT NULL,
  signature bytea NOT NULL,
  cle_publique bytea NOT NULL,
  signee_le timestamptz NOT NULL,
  PRIMARY KEY (territoire_id, jour)
);
SELECT cloisonner('racines');
REVOKE UPDATE, DELETE ON racines FROM plie_emargement;
