-- The identity in full, and each version of it as it was recorded.
ALTER TABLE participants ADD COLUMN etat_civil jsonb NOT NULL DEFAULT '{}';

CREATE TABLE participant_versions (
  territoire_id uuid NOT NULL,
  participant_id uuid NOT NULL,
  version integer NOT NULL,
  saisie_le timestamptz NOT NULL,
  saisie_par uuid NOT NULL,
  contenu jsonb NOT NULL,
  PRIMARY KEY (territoire_id, participant_id, version),
  FOREIGN KEY (territoire_id, participant_id) REFERENCES participants
);
SELECT cloisonner('participant_versions');

-- Dated facts: when they hold, when they were recorded, what they correct.
ALTER TABLE situations
  ADD COLUMN jusqua date CHECK (jusqua >= depuis),
  ADD COLUMN piece_id uuid,
  ADD COLUMN remplace uuid,
  ADD COLUMN motif text,
  ADD COLUMN retrait boolean NOT NULL DEFAULT false;
-- A fact is corrected once: the next correction corrects the correction.
CREATE UNIQUE INDEX situations_remplace ON situations (territoire_id, remplace);

CREATE TABLE adresses (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  participant_id uuid NOT NULL,
  voie text,
  complement text,
  code_postal text NOT NULL,
  commune text NOT NULL,
  qpv text,
  zone_rurale boolean,
  depuis date NOT NULL,
  jusqua date CHECK (jusqua >= depuis),
  piece_id uuid,
  source text NOT NULL,
  remplace uuid,
  motif text,
  retrait boolean NOT NULL DEFAULT false,
  saisie_le timestamptz NOT NULL,
  saisie_par uuid NOT NULL,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, participant_id) REFERENCES participants
);
CREATE INDEX adresses_participant ON adresses (territoire_id, participant_id, depuis);
CREATE UNIQUE INDEX adresses_remplace ON adresses (territoire_id, remplace);
SELECT cloisonner('adresses');

-- A pièce goes from asked to accepted; each step is kept.
ALTER TABLE pieces
  ADD COLUMN etat text NOT NULL DEFAULT 'acceptee' CHECK (etat IN ('demandee', 'non_obtenue', 'recue', 'acceptee',
    'retournee', 'sans_objet')),
  ADD COLUMN motif text,
  ADD COLUMN expire_le date,
  ADD COLUMN version integer NOT NULL DEFAULT 1,
  ALTER COLUMN date_document DROP NOT NULL,
  ALTER COLUMN recue_le DROP NOT NULL;
ALTER TABLE pieces ADD CHECK (etat <> 'acceptee' OR date_document IS NOT NULL);

CREATE TABLE piece_versions (
  territoire_id uuid NOT NULL,
  piece_id uuid NOT NULL,
  version integer NOT NULL,
  etat text NOT NULL,
  motif text,
  date_document date,
  expire_le date,
  recue_le date,
  saisie_le timestamptz NOT NULL,
  saisie_par uuid NOT NULL,
  PRIMARY KEY (territoire_id, piece_id, version),
  FOREIGN KEY (territoire_id, piece_id) REFERENCES pieces
);
SELECT cloisonner('piece_versions');

-- The files of a pièce: the last one counts, the former ones stay.
CREATE TABLE piece_contenus (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  piece_id uuid NOT NULL,
  cle text NOT NULL,
  sha256 text NOT NULL,
  taille bigint NOT NULL,
  type_mime text NOT NULL,
  avis text NOT NULL CHECK (avis IN ('non_analyse', 'sain', 'quarantaine')),
  depose_le timestamptz NOT NULL,
  depose_par uuid NOT NULL,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, piece_id) REFERENCES pieces
);
CREATE INDEX piece_contenus_piece ON piece_contenus (territoire_id, piece_id, id);
SELECT cloisonner('piece_contenus');

-- What was recorded before has a first version too. The owner is under the policies like anyone else.
ALTER TABLE participants DISABLE ROW LEVEL SECURITY;
ALTER TABLE participant_versions DISABLE ROW LEVEL SECURITY;
ALTER TABLE pieces DISABLE ROW LEVEL SECURITY;
ALTER TABLE piece_versions DISABLE ROW LEVEL SECURITY;
INSERT INTO participant_versions
  SELECT territoire_id, id, version, cree_le, '00000000-0000-0000-0000-000000000000', jsonb_build_object('nom', nom,
    'prenom', prenom, 'date_naissance', date_naissance, 'sexe', sexe, 'commune', commune, 'courriel', courriel)
  FROM participants;
INSERT INTO piece_versions (territoire_id, piece_id, version, etat, date_document, recue_le, saisie_le, saisie_par)
  SELECT territoire_id, id, 1, etat, date_document, recue_le, saisie_le, saisie_par FROM pieces;
ALTER TABLE participants ENABLE ROW LEVEL SECURITY;
ALTER TABLE participant_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE pieces ENABLE ROW LEVEL SECURITY;
ALTER TABLE piece_versions ENABLE ROW LEVEL SECURITY;
