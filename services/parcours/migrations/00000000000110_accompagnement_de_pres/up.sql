-- The plan of action of a parcours.
CREATE TABLE actions (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  parcours_id uuid NOT NULL,
  participant_id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  nature text NOT NULL CHECK (nature IN ('objectif', 'action')),
  intitule text NOT NULL,
  theme text,
  porteur text NOT NULL CHECK (porteur IN ('personne', 'referent', 'partenaire')),
  partenaire text,
  echeance date,
  etape_id uuid,
  etat text NOT NULL CHECK (etat IN ('a_faire', 'en_cours', 'faite', 'abandonnee')),
  etat_le date NOT NULL,
  resultat text,
  par uuid NOT NULL,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, parcours_id) REFERENCES parcours,
  FOREIGN KEY (territoire_id, etape_id) REFERENCES etapes,
  CHECK ((etat IN ('faite', 'abandonnee')) = (resultat IS NOT NULL))
);
CREATE INDEX actions_parcours ON actions (territoire_id, parcours_id, id);
CREATE INDEX actions_participant ON actions (territoire_id, participant_id);
SELECT cloisonner('actions');

-- How heavy a theme weighs, day by day.
CREATE TABLE niveaux (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  parcours_id uuid NOT NULL,
  participant_id uuid NOT NULL,
  theme text NOT NULL,
  le date NOT NULL,
  niveau text NOT NULL CHECK (niveau IN ('aucun', 'leger', 'marque', 'bloquant')),
  par uuid NOT NULL,
  PRIMARY KEY (territoire_id, id),
  CONSTRAINT niveaux_du_jour UNIQUE (territoire_id, parcours_id, theme, le),
  FOREIGN KEY (territoire_id, parcours_id) REFERENCES parcours
);
CREATE INDEX niveaux_participant ON niveaux (territoire_id, participant_id);
SELECT cloisonner('niveaux');
