-- Long work: what is asked, how far it is, how it ended.
CREATE TABLE travaux (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  nature text NOT NULL,
  objet uuid NOT NULL,
  parametres jsonb NOT NULL,
  etat text NOT NULL CHECK (etat IN ('en_attente', 'en_cours', 'termine', 'echoue', 'annule')),
  fait bigint NOT NULL DEFAULT 0,
  total bigint,
  probleme jsonb,
  demande_par uuid NOT NULL,
  demande_le timestamptz NOT NULL,
  annulation_le timestamptz,
  fini_le timestamptz,
  PRIMARY KEY (territoire_id, id)
);
CREATE INDEX travaux_objet ON travaux (territoire_id, objet, id);
-- One work at a time on one thing.
CREATE UNIQUE INDEX travaux_en_cours ON travaux (territoire_id, objet) WHERE etat IN ('en_attente', 'en_cours');
SELECT cloisonner('travaux');

-- What waits, in the deployment's own scope: whichever process is free takes the oldest, and holds it for as
-- long as it keeps telling so. No personal data.
CREATE TABLE travaux_file (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  pour uuid NOT NULL,
  pris_jusqua timestamptz NOT NULL,
  prise uuid,
  essais integer NOT NULL DEFAULT 0,
  PRIMARY KEY (territoire_id, id)
);
SELECT cloisonner('travaux_file');
