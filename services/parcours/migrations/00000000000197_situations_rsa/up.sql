-- Who receives the RSA, as participants told it: each record of a file, and those that correct it.
CREATE TABLE situations_rsa (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  participant_id uuid NOT NULL,
  reponse text NOT NULL,
  depuis date NOT NULL,
  jusqua date,
  remplace uuid,
  retrait boolean NOT NULL,
  saisie_le timestamptz NOT NULL,
  PRIMARY KEY (territoire_id, id)
);
CREATE INDEX situations_rsa_participant ON situations_rsa (territoire_id, participant_id);
SELECT cloisonner('situations_rsa');
