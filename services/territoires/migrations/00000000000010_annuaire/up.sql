-- Rows of the deployment's own scope (nil territory): territories, accounts, sessions, keys.

CREATE TABLE territoires (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  code text NOT NULL,
  nom text NOT NULL,
  cree_le timestamptz NOT NULL,
  PRIMARY KEY (territoire_id, id),
  CONSTRAINT territoires_code UNIQUE (territoire_id, code)
);
SELECT cloisonner('territoires');

CREATE TABLE comptes (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  courriel text NOT NULL CHECK (courriel = lower(courriel)),
  mot_de_passe text NOT NULL,
  totp bytea,
  totp_actif boolean NOT NULL DEFAULT false,
  -- Last step accepted: a code serves once.
  totp_dernier bigint NOT NULL DEFAULT 0,
  cree_le timestamptz NOT NULL,
  PRIMARY KEY (territoire_id, id),
  CONSTRAINT comptes_courriel UNIQUE (territoire_id, courriel)
);
SELECT cloisonner('comptes');

-- Which user an account is in which territory.
CREATE TABLE acces (
  territoire_id uuid NOT NULL,
  compte_id uuid NOT NULL,
  cible uuid NOT NULL,
  utilisateur_id uuid NOT NULL,
  cree_le timestamptz NOT NULL,
  PRIMARY KEY (territoire_id, compte_id, cible),
  FOREIGN KEY (territoire_id, compte_id) REFERENCES comptes
);
SELECT cloisonner('acces');

CREATE TABLE sessions (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  compte_id uuid NOT NULL,
  cible uuid NOT NULL,
  ouverte_le timestamptz NOT NULL,
  vue_le timestamptz NOT NULL,
  expire_le timestamptz NOT NULL,
  fermee_le timestamptz,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, compte_id) REFERENCES comptes
);
CREATE INDEX sessions_compte ON sessions (territoire_id, compte_id, ouverte_le);
CREATE INDEX sessions_fermees ON sessions (territoire_id, fermee_le) WHERE fermee_le IS NOT NULL;
SELECT cloisonner('sessions');

-- Refresh tokens, by their SHA-256. One that was used stays, so that its reuse is seen.
CREATE TABLE rafraichissements (
  territoire_id uuid NOT NULL,
  empreinte bytea NOT NULL,
  session_id uuid NOT NULL,
  utilise_le timestamptz,
  PRIMARY KEY (territoire_id, empreinte),
  FOREIGN KEY (territoire_id, session_id) REFERENCES sessions
);
CREATE INDEX rafraichissements_session ON rafraichissements (territoire_id, session_id);
SELECT cloisonner('rafraichissements');

-- Signing keys, sealed with the master key of the deployment.
CREATE TABLE cles (
  territoire_id uuid NOT NULL,
  kid text NOT NULL,
  scellee bytea NOT NULL,
  signe_des timestamptz NOT NULL,
  PRIMARY KEY (territoire_id, kid)
);
SELECT cloisonner('cles');

-- Rows of each territory.

CREATE TABLE structures (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  nom text NOT NULL,
  nature text NOT NULL CHECK (nature IN
    ('prescripteur', 'employeur_referent', 'operateur_etape', 'aci', 'ai', 'ei', 'etti', 'organisme_formation')),
  siret text,
  PRIMARY KEY (territoire_id, id),
  CONSTRAINT structures_nom UNIQUE (territoire_id, nom)
);
SELECT cloisonner('structures');

CREATE TABLE utilisateurs (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  courriel text NOT NULL,
  prenom text NOT NULL,
  nom text NOT NULL,
  cree_le timestamptz NOT NULL,
  PRIMARY KEY (territoire_id, id),
  CONSTRAINT utilisateurs_courriel UNIQUE (territoire_id, courriel)
);
SELECT cloisonner('utilisateurs');

CREATE TABLE habilitations (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  utilisateur_id uuid NOT NULL,
  role text NOT NULL,
  structure_id uuid,
  du date NOT NULL,
  au date CHECK (au >= du),
  donnee_par uuid NOT NULL,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, utilisateur_id) REFERENCES utilisateurs,
  CONSTRAINT habilitations_structure FOREIGN KEY (territoire_id, structure_id) REFERENCES structures
);
CREATE INDEX habilitations_utilisateur ON habilitations (territoire_id, utilisateur_id);
SELECT cloisonner('habilitations');

CREATE TABLE clients (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  nom text NOT NULL,
  secret bytea NOT NULL,
  scopes text[] NOT NULL,
  expire_le date NOT NULL,
  dernier_usage timestamptz,
  revoque_le timestamptz,
  PRIMARY KEY (territoire_id, id)
);
SELECT cloisonner('clients');
