-- What emargement told of the appointments of a person.
CREATE TABLE contacts (
  territoire_id uuid NOT NULL,
  rendez_vous uuid NOT NULL,
  participant_id uuid NOT NULL,
  jour date NOT NULL,
  nature text NOT NULL,
  minutes integer NOT NULL CHECK (minutes >= 0),
  justifie boolean NOT NULL,
  PRIMARY KEY (territoire_id, rendez_vous, participant_id)
);
CREATE INDEX contacts_participant ON contacts (territoire_id, participant_id, jour);
SELECT cloisonner('contacts');

-- The working time of a référent, in hundredths of a full time, from a day on.
CREATE TABLE capacites (
  territoire_id uuid NOT NULL,
  referent uuid NOT NULL,
  des_le date NOT NULL,
  centiemes_etp smallint NOT NULL CHECK (centiemes_etp BETWEEN 1 AND 100),
  PRIMARY KEY (territoire_id, referent, des_le)
);
SELECT cloisonner('capacites');
