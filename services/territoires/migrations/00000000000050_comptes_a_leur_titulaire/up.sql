-- Who was invited to which territory, until they accept: rows of the deployment, for whoever accepts has no token yet.
CREATE TABLE invitations (
  territoire_id uuid NOT NULL,
  cible uuid NOT NULL,
  utilisateur_id uuid NOT NULL,
  courriel text NOT NULL CHECK (courriel = lower(courriel)),
  -- SHA-256 of the code that was sent; sent again, another one takes its place.
  empreinte bytea NOT NULL,
  envoyee_le timestamptz NOT NULL,
  expire_le timestamptz NOT NULL,
  PRIMARY KEY (territoire_id, cible, utilisateur_id),
  CONSTRAINT invitations_empreinte UNIQUE (territoire_id, empreinte)
);
SELECT cloisonner('invitations');

-- What the holder of an account asked for and must prove by a code that was sent: a new password, a new address.
CREATE TABLE demandes (
  territoire_id uuid NOT NULL,
  compte_id uuid NOT NULL,
  objet text NOT NULL CHECK (objet IN ('mot_de_passe', 'courriel')),
  empreinte bytea NOT NULL,
  -- The new address.
  courriel text CHECK (courriel = lower(courriel)),
  demandee_le timestamptz NOT NULL,
  expire_le timestamptz NOT NULL,
  PRIMARY KEY (territoire_id, compte_id, objet),
  CONSTRAINT demandes_empreinte UNIQUE (territoire_id, empreinte),
  FOREIGN KEY (territoire_id, compte_id) REFERENCES comptes
);
SELECT cloisonner('demandes');

-- Codes that each replace the second factor once: their SHA-256. One that served is removed.
CREATE TABLE codes_secours (
  territoire_id uuid NOT NULL,
  compte_id uuid NOT NULL,
  empreinte bytea NOT NULL,
  PRIMARY KEY (territoire_id, compte_id, empreinte),
  FOREIGN KEY (territoire_id, compte_id) REFERENCES comptes
);
SELECT cloisonner('codes_secours');

-- Which account a user is.
CREATE INDEX acces_utilisateur ON acces (territoire_id, cible, utilisateur_id);
-- A closed account keeps nothing that identifies, and no password.
ALTER TABLE comptes ADD COLUMN ferme_le timestamptz;
-- When the holder last proved who they are in this session; at its opening by default.
ALTER TABLE sessions ADD COLUMN authentifiee_le timestamptz;
-- A role that was withdrawn at this very instant, its last day notwithstanding.
ALTER TABLE habilitations ADD COLUMN retiree_le timestamptz;
