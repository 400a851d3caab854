-- Mandates of control: to whom files are open, of which operation, and until when.
CREATE TABLE mandats (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  operation_id uuid NOT NULL,
  controleur uuid NOT NULL,
  -- Whoever takes part in the operation, also later; otherwise the sample alone.
  entiere boolean NOT NULL,
  personnes uuid[] NOT NULL,
  du date NOT NULL,
  au date NOT NULL CHECK (au >= du),
  motif text NOT NULL,
  donne_le timestamptz NOT NULL,
  donne_par uuid NOT NULL,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, operation_id) REFERENCES operations
);
CREATE INDEX mandats_operation ON mandats (territoire_id, operation_id);
SELECT cloisonner('mandats');
