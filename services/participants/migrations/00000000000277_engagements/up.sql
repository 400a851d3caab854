-- Statutory contrats d'engagement (art. L5411-6), beside the contract of the PLIE and with nothing in common with it: whoever is
-- oriented anew signs another one.
CREATE TABLE engagements (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL,
  participant_id uuid NOT NULL,
  organisme text NOT NULL,
  structure uuid,
  referent_unique text,
  oriente_le date NOT NULL,
  signe_le date CHECK (signe_le >= oriente_le),
  heures smallint CHECK (heures BETWEEN 0 AND 35),
  statut text NOT NULL,
  fin_le date CHECK (fin_le >= oriente_le),
  par uuid NOT NULL,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, participant_id) REFERENCES participants
);
CREATE INDEX engagements_participant ON engagements (territoire_id, participant_id, oriente_le DESC, id DESC);
SELECT cloisonner('engagements');
