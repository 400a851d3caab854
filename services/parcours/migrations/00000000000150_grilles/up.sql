-- The presences of a month as a structure and the PLIE agreed on them: nothing alters them, and what is learnt later is told beside.
-- Whose each line is, its parcours says.
CREATE TABLE grilles (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  structure uuid NOT NULL,
  mois date NOT NULL CHECK (extract(day FROM mois) = 1),
  figee_le timestamptz NOT NULL,
  figee_par uuid NOT NULL,
  PRIMARY KEY (territoire_id, id),
  CONSTRAINT grilles_mois UNIQUE (territoire_id, structure, mois)
);
SELECT cloisonner('grilles');

CREATE TABLE grilles_lignes (
  territoire_id uuid NOT NULL,
  grille_id uuid NOT NULL,
  parcours_id uuid NOT NULL,
  referent uuid NOT NULL,
  entree_le date NOT NULL,
  sorti_le date,
  compte boolean NOT NULL,
  jours jsonb NOT NULL,
  periodes jsonb NOT NULL,
  delegue boolean NOT NULL,
  contacts integer NOT NULL CHECK (contacts >= 0),
  minutes integer NOT NULL CHECK (minutes >= 0),
  etape text,
  PRIMARY KEY (territoire_id, grille_id, parcours_id),
  FOREIGN KEY (territoire_id, grille_id) REFERENCES grilles,
  FOREIGN KEY (territoire_id, parcours_id) REFERENCES parcours
);
CREATE INDEX grilles_lignes_parcours ON grilles_lignes (territoire_id, parcours_id);
SELECT cloisonner('grilles_lignes');
