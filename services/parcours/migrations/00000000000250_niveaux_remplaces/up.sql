-- Whether a diagnosis found this weight, and nobody said it in the parcours: what a diagnosis finds later takes its place.
ALTER TABLE niveaux ADD COLUMN du_diagnostic boolean NOT NULL DEFAULT false;
-- What was said of the weight of a theme on a day before something else took its place.
CREATE TABLE niveaux_remplaces (
  territoire_id uuid NOT NULL,
  niveau_id uuid NOT NULL,
  rang integer NOT NULL CHECK (rang > 0),
  niveau text NOT NULL CHECK (niveau IN ('aucun', 'leger', 'marque', 'bloquant')),
  par uuid NOT NULL,
  remplace_le timestamptz NOT NULL,
  PRIMARY KEY (territoire_id, niveau_id, rang),
  FOREIGN KEY (territoire_id, niveau_id) REFERENCES niveaux
);
SELECT cloisonner('niveaux_remplaces');
