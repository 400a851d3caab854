-- What every service's schema has: tenancy, events, idempotency, journal of reads, history.

-- Encloses a table in its territory: row-level security enabled and forced, one policy for reading and
-- writing. Without the setting the policy fails: a forgotten scope is an error, not an empty list.
CREATE FUNCTION cloisonner(nom regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', nom);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', nom);
  EXECUTE format(
    'CREATE POLICY territoire ON %s USING (territoire_id = (SELECT current_setting(''app.territoire'')::uuid)) '
    'WITH CHECK (territoire_id = (SELECT current_setting(''app.territoire'')::uuid))', nom);
END $$;

-- Last sequence given in each territory. Taken by the last statement of a transaction, so that the
-- sequence follows the order of commits without gaps.
CREATE TABLE outbox_tete (
  territoire_id uuid PRIMARY KEY,
  seq bigint NOT NULL
);
SELECT cloisonner('outbox_tete');

CREATE TABLE outbox (
  territoire_id uuid NOT NULL,
  seq bigint NOT NULL,
  id uuid NOT NULL,
  type text NOT NULL,
  sujet uuid NOT NULL,
  survenu_le timestamptz NOT NULL,
  trace text,
  donnees jsonb NOT NULL,
  PRIMARY KEY (territoire_id, seq)
);
SELECT cloisonner('outbox');

-- Where this service stands in the feed of each producer.
CREATE TABLE abonnement (
  territoire_id uuid NOT NULL,
  producteur text NOT NULL,
  seq bigint NOT NULL DEFAULT 0,
  echecs integer NOT NULL DEFAULT 0,
  gare_le timestamptz,
  erreur text,
  PRIMARY KEY (territoire_id, producteur)
);
SELECT cloisonner('abonnement');

-- Events already applied.
CREATE TABLE inbox (
  territoire_id uuid NOT NULL,
  producteur text NOT NULL,
  evenement_id uuid NOT NULL,
  applique_le timestamptz NOT NULL,
  PRIMARY KEY (territoire_id, producteur, evenement_id)
);
SELECT cloisonner('inbox');

-- Territories that this service knows of; rows of the deployment's own scope.
CREATE TABLE territoires_connus (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  PRIMARY KEY (territoire_id, id)
);
SELECT cloisonner('territoires_connus');

-- The territory's rules, as published by territoires.
CREATE TABLE referentiels (
  territoire_id uuid NOT NULL,
  version integer NOT NULL,
  effet date NOT NULL,
  contenu jsonb NOT NULL,
  PRIMARY KEY (territoire_id, version)
);
SELECT cloisonner('referentiels');

CREATE TABLE idempotence (
  territoire_id uuid NOT NULL,
  sujet uuid NOT NULL,
  cle text NOT NULL,
  empreinte bytea NOT NULL,
  reponse jsonb,
  cree_le timestamptz NOT NULL,
  PRIMARY KEY (territoire_id, sujet, cle)
);
CREATE INDEX idempotence_cree_le ON idempotence (territoire_id, cree_le);
SELECT cloisonner('idempotence');

-- Who read which person's file.
CREATE TABLE journal_lecture (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  lu_le timestamptz NOT NULL,
  par uuid NOT NULL,
  sujet text NOT NULL,
  operation text NOT NULL,
  ressource uuid,
  PRIMARY KEY (territoire_id, id)
);
CREATE INDEX journal_lecture_ressource ON journal_lecture (territoire_id, ressource, lu_le);
SELECT cloisonner('journal_lecture');

-- Who changed which fields of what people edit.
CREATE TABLE historique (
  territoire_id uuid NOT NULL,
  objet uuid NOT NULL,
  version integer NOT NULL,
  modifie_le timestamptz NOT NULL,
  par uuid NOT NULL,
  champs text[] NOT NULL,
  PRIMARY KEY (territoire_id, objet, version)
);
SELECT cloisonner('historique');
