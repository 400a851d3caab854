-- Consents and rights of the person; how long a file is kept.
ALTER TABLE participants
  ADD COLUMN dernier_contact date,
  ADD COLUMN limite_le date,
  ADD COLUMN archive_le date,
  ADD COLUMN anonymise_le date;
ALTER TABLE participants DISABLE ROW LEVEL SECURITY;
UPDATE participants SET dernier_contact = cree_le::date;
ALTER TABLE participants ENABLE ROW LEVEL SECURITY;
CREATE INDEX participants_dernier_contact ON participants (territoire_id, dernier_contact) WHERE anonymise_le IS NULL;

CREATE TABLE consentements (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  participant_id uuid NOT NULL,
  finalite text NOT NULL CHECK (finalite IN ('partage', 'image', 'information')),
  partenaire uuid,
  accord boolean NOT NULL,
  recueilli_le date NOT NULL,
  expire_le date CHECK (expire_le >= recueilli_le),
  retire_le date CHECK (retire_le >= recueilli_le),
  saisi_le timestamptz NOT NULL,
  saisi_par uuid NOT NULL,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, participant_id) REFERENCES participants
);
CREATE INDEX consentements_participant ON consentements (territoire_id, participant_id, id);
SELECT cloisonner('consentements');

-- What a funder obliges to keep, and until when.
CREATE TABLE obligations (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  participant_id uuid NOT NULL,
  operation text NOT NULL,
  jusquau date NOT NULL,
  saisi_le timestamptz NOT NULL,
  saisi_par uuid NOT NULL,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, participant_id) REFERENCES participants
);
CREATE INDEX obligations_participant ON obligations (territoire_id, participant_id);
SELECT cloisonner('obligations');

-- Exercises of rights and nominative exports: each is written with what it did, or it does not happen.
CREATE TABLE registre_droits (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  participant_id uuid NOT NULL,
  acte text NOT NULL CHECK (acte IN ('export', 'limitation', 'levee', 'effacement', 'archivage', 'anonymisation')),
  motif text,
  fait_le timestamptz NOT NULL,
  fait_par uuid NOT NULL,
  PRIMARY KEY (territoire_id, id)
);
CREATE INDEX registre_droits_participant ON registre_droits (territoire_id, participant_id, id);
SELECT cloisonner('registre_droits');

-- What the retention job will do, announced before it acts.
CREATE TABLE annonces (
  territoire_id uuid NOT NULL,
  participant_id uuid NOT NULL,
  etape text NOT NULL CHECK (etape IN ('archivage', 'anonymisation')),
  annoncee_le date NOT NULL,
  prevue_le date NOT NULL,
  PRIMARY KEY (territoire_id, participant_id),
  FOREIGN KEY (territoire_id, participant_id) REFERENCES participants
);
CREATE INDEX annonces_prevue_le ON annonces (territoire_id, prevue_le);
SELECT cloisonner('annonces');
