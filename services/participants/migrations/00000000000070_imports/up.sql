-- Taking over an existing base. Lines stand here before they count.
CREATE TABLE correspondances (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  nom text NOT NULL,
  contenu jsonb NOT NULL,
  modifiee_le timestamptz NOT NULL,
  PRIMARY KEY (territoire_id, id),
  CONSTRAINT correspondances_nom UNIQUE (territoire_id, nom)
);
SELECT cloisonner('correspondances');

CREATE TABLE imports (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  etat text NOT NULL CHECK (etat IN ('attendu', 'apercu', 'abandonne')),
  fichier text NOT NULL,
  sha256 text,
  -- Where the file waits for being read; destroyed with that.
  cle text,
  correspondance_id uuid NOT NULL,
  -- The mapping and the titles by which the lines were read.
  lecture jsonb NOT NULL,
  entetes jsonb,
  arrete_le date NOT NULL,
  oublie_le date NOT NULL,
  cree_le timestamptz NOT NULL,
  cree_par uuid NOT NULL,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, correspondance_id) REFERENCES correspondances
);
CREATE INDEX imports_oublie_le ON imports (territoire_id, oublie_le) WHERE etat <> 'abandonne';
SELECT cloisonner('imports');

CREATE TABLE import_lignes (
  territoire_id uuid NOT NULL,
  import_id uuid NOT NULL,
  rang integer NOT NULL,
  etat text NOT NULL CHECK (etat IN ('rejetee', 'a_decider', 'prete', 'inchangee', 'integree', 'ecartee')),
  action text CHECK (action IN ('creer', 'completer', 'remplacer')),
  participant_id uuid,
  reference text,
  identite text,
  empreinte text,
  problemes jsonb NOT NULL DEFAULT '[]',
  hesitations jsonb NOT NULL DEFAULT '[]',
  -- The cells, until they are in a file.
  cellules jsonb,
  PRIMARY KEY (territoire_id, import_id, rang),
  FOREIGN KEY (territoire_id, import_id) REFERENCES imports
);
CREATE INDEX import_lignes_etat ON import_lignes (territoire_id, import_id, etat, rang);
CREATE INDEX import_lignes_reference ON import_lignes (territoire_id, import_id, reference, rang);
CREATE INDEX import_lignes_identite ON import_lignes (territoire_id, import_id, identite, rang);
CREATE INDEX import_lignes_participant ON import_lignes (territoire_id, participant_id);
SELECT cloisonner('import_lignes');

-- By what a former program called a person: the same line sent twice counts once.
CREATE TABLE references_externes (
  territoire_id uuid NOT NULL,
  source text NOT NULL,
  reference text NOT NULL,
  participant_id uuid NOT NULL,
  empreinte text NOT NULL,
  -- The version of the identity that the import left.
  version integer NOT NULL,
  import_id uuid NOT NULL,
  PRIMARY KEY (territoire_id, source, reference),
  FOREIGN KEY (territoire_id, participant_id) REFERENCES participants
);
CREATE INDEX references_externes_participant ON references_externes (territoire_id, participant_id);
SELECT cloisonner('references_externes');

-- Keys are derived from the files and made anew at will: a check of each of a million costs a tenth of an
-- import, and files are never deleted.
ALTER TABLE recherche_cles DROP CONSTRAINT recherche_cles_territoire_id_participant_id_fkey;
