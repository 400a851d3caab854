-- Taking over the parcours of another program: staged lines, and what the rows that they became are marked by.
CREATE TABLE correspondances (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  nom text NOT NULL,
  contenu jsonb NOT NULL,
  creee_le timestamptz NOT NULL,
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

CREATE TABLE lignes_importees (
  territoire_id uuid NOT NULL,
  import_id uuid NOT NULL,
  rang integer NOT NULL,
  etat text NOT NULL CHECK (etat IN ('rejetee', 'a_decider', 'prete', 'inchangee', 'integree', 'ecartee')),
  action text CHECK (action IN ('creer', 'completer', 'remplacer')),
  objet_id uuid,
  reference text,
  identite text,
  empreinte text,
  problemes jsonb NOT NULL DEFAULT '[]',
  hesitations jsonb NOT NULL DEFAULT '[]',
  -- The cells, until they are in a parcours.
  cellules jsonb,
  PRIMARY KEY (territoire_id, import_id, rang),
  FOREIGN KEY (territoire_id, import_id) REFERENCES imports
);
CREATE INDEX lignes_importees_etat ON lignes_importees (territoire_id, import_id, etat, rang);
CREATE INDEX lignes_importees_reference ON lignes_importees (territoire_id, import_id, reference, rang);
CREATE INDEX lignes_importees_identite ON lignes_importees (territoire_id, import_id, identite, rang);
CREATE INDEX lignes_importees_personne ON lignes_importees (territoire_id, (split_part(reference, ':', 1)));
SELECT cloisonner('lignes_importees');

-- By what a former program called a fact: the same line sent twice counts once. The staging knows this key by its name.
CREATE TABLE references_importees (
  territoire_id uuid NOT NULL,
  source text NOT NULL,
  reference text NOT NULL,
  objet_id uuid NOT NULL,
  empreinte text NOT NULL,
  -- A print of the row as the import left it: what was changed since has another.
  version integer NOT NULL,
  import_id uuid NOT NULL,
  CONSTRAINT references_externes_pkey PRIMARY KEY (territoire_id, source, reference)
);
CREATE INDEX references_importees_personne ON references_importees (territoire_id, (split_part(reference, ':', 1)));
SELECT cloisonner('references_importees');

-- Whose entry was taken over, by what stands for the reference of the former program; and from which day on their history
-- is known.
ALTER TABLE parcours
  ADD COLUMN reprise_source text,
  ADD COLUMN reprise_reference text,
  ADD COLUMN connu_depuis date,
  ADD CONSTRAINT parcours_reprise CHECK ((reprise_source IS NULL) = (reprise_reference IS NULL));
CREATE INDEX parcours_reprise ON parcours (territoire_id, reprise_source, reprise_reference)
  WHERE reprise_reference IS NOT NULL;

-- The import that brought a row: none, when people wrote it here.
ALTER TABLE etapes ADD COLUMN import_id uuid;
ALTER TABLE suspensions ADD COLUMN import_id uuid;
ALTER TABLE contacts ADD COLUMN import_id uuid;

-- The name of a référent of the past who has no account.
ALTER TABLE affectations ADD COLUMN nom text CHECK (char_length(nom) BETWEEN 1 AND 120);

-- Who followed a person on some days, as the former program told it: affectations are made of it.
CREATE TABLE referents_repris (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  parcours_id uuid NOT NULL,
  referent uuid NOT NULL,
  nom text CHECK (char_length(nom) BETWEEN 1 AND 120),
  du date NOT NULL,
  au date CHECK (au >= du),
  import_id uuid NOT NULL,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, parcours_id) REFERENCES parcours
);
CREATE INDEX referents_repris_parcours ON referents_repris (territoire_id, parcours_id, du);
CREATE INDEX referents_repris_nom ON referents_repris (territoire_id, nom) WHERE nom IS NOT NULL;
SELECT cloisonner('referents_repris');
