CREATE TABLE operations (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  numero text NOT NULL,
  -- The whole of the operation, as the API gives it.
  contenu jsonb NOT NULL,
  PRIMARY KEY (territoire_id, id),
  CONSTRAINT operations_numero UNIQUE (territoire_id, numero)
);
SELECT cloisonner('operations');

CREATE TABLE operation_agents (
  territoire_id uuid NOT NULL,
  operation_id uuid NOT NULL,
  agent uuid NOT NULL,
  cout_annuel_centimes bigint NOT NULL CHECK (cout_annuel_centimes > 0),
  etp_milliemes integer NOT NULL CHECK (etp_milliemes BETWEEN 1 AND 1000),
  PRIMARY KEY (territoire_id, operation_id, agent),
  FOREIGN KEY (territoire_id, operation_id) REFERENCES operations
);
SELECT cloisonner('operation_agents');

CREATE TABLE participations (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  operation_id uuid NOT NULL,
  participant_id uuid NOT NULL,
  entree_le date NOT NULL,
  -- Copied at entry: a later correction of the file does not change what was declared.
  sexe text NOT NULL CHECK (sexe IN ('F', 'M')),
  date_naissance date NOT NULL,
  creee_le timestamptz NOT NULL,
  PRIMARY KEY (territoire_id, id),
  CONSTRAINT participations_personne UNIQUE (territoire_id, operation_id, participant_id),
  FOREIGN KEY (territoire_id, operation_id) REFERENCES operations
);
SELECT cloisonner('participations');

-- Every version of the answers: a correction is a new row.
CREATE TABLE questionnaires (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  participation_id uuid NOT NULL,
  moment text NOT NULL CHECK (moment IN ('entree', 'sortie')),
  reponses jsonb NOT NULL,
  saisi_le timestamptz NOT NULL,
  saisi_par uuid NOT NULL,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, participation_id) REFERENCES participations
);
CREATE INDEX questionnaires_participation ON questionnaires (territoire_id, participation_id, moment, id DESC);
SELECT cloisonner('questionnaires');

-- Certified minutes, as emargement tells them.
CREATE TABLE minutes_certifiees (
  territoire_id uuid NOT NULL,
  agent uuid NOT NULL,
  mois date NOT NULL,
  operation_id uuid NOT NULL,
  categorie text NOT NULL,
  minutes integer NOT NULL CHECK (minutes >= 0),
  non_justifiees integer NOT NULL CHECK (non_justifiees BETWEEN 0 AND minutes),
  PRIMARY KEY (territoire_id, agent, mois, operation_id, categorie)
);
CREATE INDEX minutes_certifiees_operation ON minutes_certifiees (territoire_id, operation_id);
SELECT cloisonner('minutes_certifiees');
