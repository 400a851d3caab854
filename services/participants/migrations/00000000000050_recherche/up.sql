-- Finding people. Each person has keys: words of the names (`n:`), their ends (`s:`), their sound (`p:`),
-- birth date (`d:`), telephone (`t:`), address for messages (`m:`), France Travail (`f:`). Equality and
-- ranges of bytes are the operators that an index may serve under row-level security; LIKE and trigrams
-- are not.
CREATE TABLE recherche_cles (
  territoire_id uuid NOT NULL,
  cle text COLLATE "C" NOT NULL,
  participant_id uuid NOT NULL,
  PRIMARY KEY (territoire_id, cle, participant_id),
  FOREIGN KEY (territoire_id, participant_id) REFERENCES participants
);
CREATE INDEX recherche_cles_participant ON recherche_cles (territoire_id, participant_id);
SELECT cloisonner('recherche_cles');

-- Which way of making keys a person's keys were made with; 0 while they are not made.
ALTER TABLE participants
  ADD COLUMN cles_version integer NOT NULL DEFAULT 0,
  ADD COLUMN fusionne_dans uuid;
CREATE INDEX participants_a_indexer ON participants (territoire_id, cles_version, id);

-- Searches that a user kept.
CREATE TABLE filtres (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  utilisateur uuid NOT NULL,
  nom text NOT NULL,
  criteres jsonb NOT NULL,
  cree_le timestamptz NOT NULL,
  PRIMARY KEY (territoire_id, id),
  CONSTRAINT filtres_nom UNIQUE (territoire_id, utilisateur, nom)
);
SELECT cloisonner('filtres');

-- Two files of one person made one; what moved is named, so that it can move back.
CREATE TABLE fusions (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  garde uuid NOT NULL,
  absorbe uuid NOT NULL,
  motif text NOT NULL,
  deplaces jsonb NOT NULL,
  fait_le timestamptz NOT NULL,
  fait_par uuid NOT NULL,
  annule_le timestamptz,
  annule_par uuid,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, garde) REFERENCES participants,
  FOREIGN KEY (territoire_id, absorbe) REFERENCES participants
);
CREATE INDEX fusions_garde ON fusions (territoire_id, garde);
SELECT cloisonner('fusions');
