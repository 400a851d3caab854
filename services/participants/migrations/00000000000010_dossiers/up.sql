CREATE TABLE participants (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  nom text NOT NULL,
  prenom text NOT NULL,
  -- Name without accents nor case, for the search.
  nom_recherche text NOT NULL,
  date_naissance date NOT NULL,
  sexe text NOT NULL CHECK (sexe IN ('F', 'M')),
  commune text,
  telephone text,
  courriel text,
  cree_le timestamptz NOT NULL,
  PRIMARY KEY (territoire_id, id)
);
CREATE INDEX participants_nom ON participants (territoire_id, nom_recherche text_pattern_ops, id);
SELECT cloisonner('participants');

-- Dated facts: a correction is a new row, nothing is overwritten.
CREATE TABLE situations (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  participant_id uuid NOT NULL,
  code text NOT NULL,
  reponse text NOT NULL CHECK (reponse IN ('oui', 'non', 'refus_de_repondre', 'non_obtenue')),
  depuis date NOT NULL,
  source text NOT NULL,
  saisie_le timestamptz NOT NULL,
  saisie_par uuid NOT NULL,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, participant_id) REFERENCES participants
);
CREATE INDEX situations_participant ON situations (territoire_id, participant_id, code, depuis);
SELECT cloisonner('situations');

CREATE TABLE pieces (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  participant_id uuid NOT NULL,
  kind text NOT NULL,
  date_document date NOT NULL,
  recue_le date NOT NULL CHECK (recue_le >= date_document),
  sha256 text,
  saisie_le timestamptz NOT NULL,
  saisie_par uuid NOT NULL,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, participant_id) REFERENCES participants
);
CREATE INDEX pieces_participant ON pieces (territoire_id, participant_id, kind);
SELECT cloisonner('pieces');

CREATE TABLE candidatures (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  participant_id uuid NOT NULL,
  prescripteur uuid,
  etat text NOT NULL CHECK (etat IN ('deposee', 'affectee', 'diagnostic', 'presentee', 'validee', 'refusee',
    'ajournee', 'reorientee', 'contractualisee', 'non_entree')),
  deposee_le date NOT NULL,
  referent uuid,
  affectee_le date,
  diagnostiquee_le date,
  decidee_le date,
  entree_le date,
  motif text,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, participant_id) REFERENCES participants
);
CREATE INDEX candidatures_participant ON candidatures (territoire_id, participant_id);
CREATE INDEX candidatures_prescripteur ON candidatures (territoire_id, prescripteur, id);
CREATE INDEX candidatures_etat ON candidatures (territoire_id, etat, id);
-- One procedure at a time for one person.
CREATE UNIQUE INDEX candidatures_en_cours ON candidatures (territoire_id, participant_id)
  WHERE etat NOT IN ('refusee', 'reorientee', 'contractualisee', 'non_entree');
SELECT cloisonner('candidatures');

CREATE TABLE candidature_signatures (
  territoire_id uuid NOT NULL,
  candidature_id uuid NOT NULL,
  signataire text NOT NULL,
  signe_le date NOT NULL,
  PRIMARY KEY (territoire_id, candidature_id, signataire),
  FOREIGN KEY (territoire_id, candidature_id) REFERENCES candidatures
);
SELECT cloisonner('candidature_signatures');

CREATE TABLE diagnostics (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  candidature_id uuid NOT NULL,
  etabli_le date NOT NULL,
  auteur uuid NOT NULL,
  elements jsonb NOT NULL,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, candidature_id) REFERENCES candidatures
);
CREATE INDEX diagnostics_candidature ON diagnostics (territoire_id, candidature_id, id);
SELECT cloisonner('diagnostics');

-- Diagnostic appointments, as emargement tells them.
CREATE TABLE entretiens_diagnostic (
  territoire_id uuid NOT NULL,
  rendez_vous_id uuid NOT NULL,
  participant_id uuid NOT NULL,
  jour date NOT NULL,
  tenu boolean NOT NULL,
  PRIMARY KEY (territoire_id, rendez_vous_id)
);
CREATE INDEX entretiens_diagnostic_participant ON entretiens_diagnostic (territoire_id, participant_id, jour);
SELECT cloisonner('entretiens_diagnostic');

CREATE TABLE commissions (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  tenue_le date NOT NULL,
  etat text NOT NULL CHECK (etat IN ('ouverte', 'close')),
  presents uuid[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (territoire_id, id)
);
CREATE INDEX commissions_jour ON commissions (territoire_id, tenue_le DESC, id DESC);
SELECT cloisonner('commissions');

CREATE TABLE commission_dossiers (
  territoire_id uuid NOT NULL,
  commission_id uuid NOT NULL,
  candidature_id uuid NOT NULL,
  rang bigint GENERATED ALWAYS AS IDENTITY,
  decision text CHECK (decision IN ('validee', 'refusee', 'ajournee', 'reorientee')),
  motif text,
  PRIMARY KEY (territoire_id, commission_id, candidature_id),
  FOREIGN KEY (territoire_id, commission_id) REFERENCES commissions,
  FOREIGN KEY (territoire_id, candidature_id) REFERENCES candidatures
);
SELECT cloisonner('commission_dossiers');

CREATE TABLE contrats (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  candidature_id uuid NOT NULL,
  participant_id uuid NOT NULL,
  engage_le date,
  PRIMARY KEY (territoire_id, id),
  CONSTRAINT contrats_candidature UNIQUE (territoire_id, candidature_id),
  FOREIGN KEY (territoire_id, candidature_id) REFERENCES candidatures
);
SELECT cloisonner('contrats');

CREATE TABLE contrat_signatures (
  territoire_id uuid NOT NULL,
  contrat_id uuid NOT NULL,
  signataire text NOT NULL,
  signe_le date NOT NULL,
  CONSTRAINT contrat_signatures_pkey PRIMARY KEY (territoire_id, contrat_id, signataire),
  FOREIGN KEY (territoire_id, contrat_id) REFERENCES contrats
);
SELECT cloisonner('contrat_signatures');
