-- Somebody whom a structure spotted, before any candidature: little, with its ground and the last day on which it is kept. They
-- have no file yet: `futur_dossier` is the identifier under which it is opened, and under which whoever reads this is written.
CREATE TABLE reperages (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  futur_dossier uuid NOT NULL,
  etat text NOT NULL CHECK (etat IN ('ouvert', 'candidature', 'clos')),
  nom text,
  prenom text,
  date_naissance date,
  commune text,
  telephone text,
  courriel text,
  repere_le date NOT NULL,
  contexte text,
  base_legale text NOT NULL,
  informee_le date NOT NULL,
  garde_jusqu_au date NOT NULL,
  structure uuid,
  candidature_id uuid,
  motif text,
  par uuid NOT NULL,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, candidature_id) REFERENCES candidatures,
  CHECK ((etat = 'candidature') = (candidature_id IS NOT NULL)),
  CHECK (etat = 'candidature' OR num_nulls(nom, prenom) = 0),
  CHECK ((etat = 'clos') = (motif IS NOT NULL))
);
CREATE INDEX reperages_structure ON reperages (territoire_id, structure, id DESC);
CREATE INDEX reperages_gardes ON reperages (territoire_id, garde_jusqu_au);
SELECT cloisonner('reperages');
