-- Certified minutes by day. A month of which only the totals were told stays in minutes_certifiees until its days are.
CREATE TABLE jours_certifies (
  territoire_id uuid NOT NULL,
  agent uuid NOT NULL,
  jour date NOT NULL,
  operation_id uuid NOT NULL,
  categorie text NOT NULL,
  minutes integer NOT NULL CHECK (minutes >= 0),
  non_justifiees integer NOT NULL CHECK (non_justifiees BETWEEN 0 AND minutes),
  PRIMARY KEY (territoire_id, agent, jour, operation_id, categorie)
);
CREATE INDEX jours_certifies_operation ON jours_certifies (territoire_id, operation_id, jour);
SELECT cloisonner('jours_certifies');
