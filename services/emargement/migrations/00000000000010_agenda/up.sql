CREATE TABLE rendez_vous (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  nature text NOT NULL CHECK (nature IN ('diagnostic', 'entretien', 'atelier', 'bilan')),
  titre text NOT NULL,
  debut timestamptz NOT NULL,
  fin timestamptz NOT NULL CHECK (fin > debut),
  -- Day of the start in Europe/Paris.
  jour date NOT NULL,
  lieu text NOT NULL,
  animateur uuid NOT NULL,
  operation uuid,
  categorie text NOT NULL,
  etat text NOT NULL CHECK (etat IN ('prevu', 'termine', 'annule')),
  animateur_arrivee timestamptz,
  animateur_depart timestamptz,
  PRIMARY KEY (territoire_id, id)
);
CREATE INDEX rendez_vous_jour ON rendez_vous (territoire_id, jour, debut, id);
CREATE INDEX rendez_vous_animateur ON rendez_vous (territoire_id, animateur, jour);
SELECT cloisonner('rendez_vous');

CREATE TABLE presences (
  territoire_id uuid NOT NULL,
  rendez_vous_id uuid NOT NULL,
  participant_id uuid NOT NULL,
  issue text NOT NULL DEFAULT 'attendu' CHECK (issue IN ('attendu', 'present', 'absent', 'excuse')),
  motif text,
  arrivee timestamptz,
  depart timestamptz CHECK (depart >= arrivee),
  PRIMARY KEY (territoire_id, rendez_vous_id, participant_id),
  FOREIGN KEY (territoire_id, rendez_vous_id) REFERENCES rendez_vous
);
CREATE INDEX presences_participant ON presences (territoire_id, participant_id);
SELECT cloisonner('presences');

-- Append-only: each entry carries the fingerprint of the one before.
CREATE TABLE registre (
  territoire_id uuid NOT NULL,
  seq bigint NOT NULL,
  precedente bytea NOT NULL,
  contenu text NOT NULL,
  empreinte bytea NOT NULL,
  inscrite_le timestamptz NOT NULL,
  PRIMARY KEY (territoire_id, seq)
);
SELECT cloisonner('registre');
REVOKE UPDATE, DELETE ON registre FROM plie_emargement;

CREATE TABLE activites (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  agent uuid NOT NULL,
  jour date NOT NULL,
  minutes integer NOT NULL CHECK (minutes > 0 AND minutes <= 720),
  categorie text NOT NULL,
  operation uuid,
  libelle text NOT NULL,
  PRIMARY KEY (territoire_id, id)
);
CREATE INDEX activites_agent ON activites (territoire_id, agent, jour);
SELECT cloisonner('activites');

CREATE TABLE conges (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  agent uuid NOT NULL,
  du date NOT NULL,
  au date NOT NULL CHECK (au >= du),
  PRIMARY KEY (territoire_id, id)
);
CREATE INDEX conges_agent ON conges (territoire_id, agent, du);
SELECT cloisonner('conges');

CREATE TABLE feuilles (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  agent uuid NOT NULL,
  mois date NOT NULL,
  version integer NOT NULL DEFAULT 1,
  etat text NOT NULL CHECK (etat IN ('composee', 'signee_agent', 'certifiee')),
  agent_le timestamptz,
  superieur uuid,
  superieur_le timestamptz,
  -- The lines as signed; absent while the sheet is composed from the agenda.
  lignes jsonb,
  PRIMARY KEY (territoire_id, id),
  CONSTRAINT feuilles_mois UNIQUE (territoire_id, agent, mois)
);
SELECT cloisonner('feuilles');

CREATE TABLE feuille_explications (
  territoire_id uuid NOT NULL,
  feuille_id uuid NOT NULL,
  nature text NOT NULL,
  jour date NOT NULL,
  motif text NOT NULL,
  par uuid NOT NULL,
  explique_le timestamptz NOT NULL,
  PRIMARY KEY (territoire_id, feuille_id, nature, jour),
  FOREIGN KEY (territoire_id, feuille_id) REFERENCES feuilles
);
SELECT cloisonner('feuille_explications');

-- Former versions of reopened sheets.
CREATE TABLE feuille_versions (
  territoire_id uuid NOT NULL,
  feuille_id uuid NOT NULL,
  version integer NOT NULL,
  lignes jsonb NOT NULL,
  agent_le timestamptz,
  superieur uuid,
  superieur_le timestamptz,
  motif text NOT NULL,
  rouverte_le timestamptz NOT NULL,
  rouverte_par uuid NOT NULL,
  PRIMARY KEY (territoire_id, feuille_id, version),
  FOREIGN KEY (territoire_id, feuille_id) REFERENCES feuilles
);
SELECT cloisonner('feuille_versions');
REVOKE UPDATE, DELETE ON feuille_versions FROM plie_emargement;
