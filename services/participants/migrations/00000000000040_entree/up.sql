-- From the candidature to the contract: contacts, links, sessions in full, documents, contracts in full.
ALTER TABLE diagnostics ADD COLUMN contenu jsonb;

ALTER TABLE candidatures
  ADD COLUMN commentaire text,
  ADD COLUMN prescripteur_a_contacter_le date;
CREATE INDEX candidatures_referent ON candidatures (territoire_id, referent);

CREATE TABLE candidature_contacts (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  candidature_id uuid NOT NULL,
  contenu jsonb NOT NULL,
  saisi_le timestamptz NOT NULL,
  saisi_par uuid NOT NULL,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, candidature_id) REFERENCES candidatures
);
CREATE INDEX candidature_contacts_candidature ON candidature_contacts (territoire_id, candidature_id, id);
SELECT cloisonner('candidature_contacts');

-- Links without account for a prescripteur: the token is signed, this row says whether it still opens.
CREATE TABLE liens (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  candidature_id uuid NOT NULL,
  cree_le timestamptz NOT NULL,
  cree_par uuid NOT NULL,
  expire_le timestamptz NOT NULL,
  revoque_le timestamptz,
  consulte_le timestamptz,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, candidature_id) REFERENCES candidatures
);
CREATE INDEX liens_candidature ON liens (territoire_id, candidature_id, id);
SELECT cloisonner('liens');

ALTER TABLE commissions
  ADD COLUMN lieu text,
  ADD COLUMN membres jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN deports jsonb NOT NULL DEFAULT '[]';
ALTER TABLE commission_dossiers
  ADD COLUMN code_motif text,
  ADD COLUMN conditions text,
  ADD COLUMN corrigees jsonb NOT NULL DEFAULT '[]';

-- Documents: their data are frozen, their pages are set again when they are asked for.
CREATE TABLE documents (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  nature text NOT NULL CHECK (nature IN ('releve', 'extrait', 'courrier', 'convocation')),
  commission_id uuid NOT NULL,
  candidature_id uuid,
  structure uuid,
  donnees jsonb NOT NULL,
  cree_le timestamptz NOT NULL,
  envoye_le date,
  canal text,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, commission_id) REFERENCES commissions
);
CREATE INDEX documents_commission ON documents (territoire_id, commission_id, id);
SELECT cloisonner('documents');

ALTER TABLE contrats
  ADD COLUMN debut date,
  ADD COLUMN fin date,
  ADD COLUMN renouvelle uuid,
  ADD COLUMN operation jsonb,
  ADD COLUMN texte text NOT NULL DEFAULT '2026-1',
  ADD COLUMN empreinte text NOT NULL DEFAULT '',
  ADD COLUMN termine_le date,
  ADD COLUMN motif_fin text,
  DROP CONSTRAINT contrats_candidature,
  ADD CHECK (fin >= debut);
-- One first contract a candidature, and one renewal a contract.
CREATE UNIQUE INDEX contrats_candidature ON contrats (territoire_id, candidature_id) WHERE renouvelle IS NULL;
CREATE UNIQUE INDEX contrats_renouvelle ON contrats (territoire_id, renouvelle);

ALTER TABLE contrat_signatures
  ADD COLUMN nom text,
  ADD COLUMN lieu text,
  ADD COLUMN mode text NOT NULL DEFAULT 'papier' CHECK (mode IN ('dessinee', 'code', 'papier')),
  ADD COLUMN preuve jsonb,
  ADD COLUMN saisie_le timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN saisie_par uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000';

CREATE TABLE contrat_codes (
  territoire_id uuid NOT NULL,
  contrat_id uuid NOT NULL,
  signataire text NOT NULL,
  empreinte text NOT NULL,
  essais integer NOT NULL DEFAULT 0,
  expire_le timestamptz NOT NULL,
  utilise_le timestamptz,
  PRIMARY KEY (territoire_id, contrat_id, signataire),
  FOREIGN KEY (territoire_id, contrat_id) REFERENCES contrats
);
SELECT cloisonner('contrat_codes');
