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

-- Exchanges about a person with partners.
CREATE TABLE liaisons (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  parcours_id uuid NOT NULL,
  participant_id uuid NOT NULL,
  interlocuteur text NOT NULL
    CHECK (interlocuteur IN ('france_travail', 'departement', 'prescripteur', 'referent_social', 'autre')),
  structure uuid,
  avec text,
  le date NOT NULL,
  etat text NOT NULL CHECK (etat IN ('prevue', 'tenue', 'annulee')),
  moyen text,
  convenu text,
  partage boolean NOT NULL,
  motif text,
  par uuid NOT NULL,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, parcours_id) REFERENCES parcours,
  CHECK ((etat = 'tenue') = (num_nonnulls(moyen, convenu) = 2)),
  CHECK ((etat = 'annulee') = (motif IS NOT NULL))
);
CREATE INDEX liaisons_le ON liaisons (territoire_id, le, id);
CREATE INDEX liaisons_parcours ON liaisons (territoire_id, parcours_id, le, id);
CREATE INDEX liaisons_interlocuteur ON liaisons (territoire_id, interlocuteur, le, id);
CREATE INDEX liaisons_participant ON liaisons (territoire_id, participant_id, le, id);
SELECT cloisonner('liaisons');

-- Démarches with the service public de l'emploi.
CREATE TABLE demarches (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  parcours_id uuid NOT NULL,
  participant_id uuid NOT NULL,
  nature text NOT NULL CHECK (nature IN ('inscription', 'renouvellement', 'offre')),
  le date NOT NULL,
  objet text,
  issue text CHECK (issue IN ('aboutie', 'refusee', 'sans_suite')),
  issue_le date CHECK (issue_le >= le),
  a_renouveler_le date CHECK (a_renouveler_le >= issue_le),
  precisions text,
  par uuid NOT NULL,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, parcours_id) REFERENCES parcours,
  CHECK ((issue IS NULL) = (issue_le IS NULL))
);
CREATE INDEX demarches_le ON demarches (territoire_id, le, id);
CREATE INDEX demarches_parcours ON demarches (territoire_id, parcours_id, le, id);
CREATE INDEX demarches_nature ON demarches (territoire_id, nature, le, id);
CREATE INDEX demarches_participant ON demarches (territoire_id, participant_id, le, id);
SELECT cloisonner('demarches');

-- Who else is around a person.
CREATE TABLE intervenants (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  parcours_id uuid NOT NULL,
  participant_id uuid NOT NULL,
  version integer NOT NULL,
  fonction text NOT NULL,
  nom text NOT NULL,
  organisme text,
  telephone text,
  courriel text,
  du date NOT NULL,
  au date CHECK (au >= du),
  partage text NOT NULL CHECK (partage IN ('rien', 'etapes', 'plan', 'tout')),
  accord_le date,
  par uuid NOT NULL,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, parcours_id) REFERENCES parcours,
  CHECK ((partage = 'rien') = (accord_le IS NULL))
);
CREATE INDEX intervenants_parcours ON intervenants (territoire_id, parcours_id, id);
CREATE INDEX intervenants_participant ON intervenants (territoire_id, participant_id);
SELECT cloisonner('intervenants');

-- How the persons of a portfolio were qualified.
CREATE TABLE qualifications (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  parcours_id uuid NOT NULL,
  participant_id uuid NOT NULL,
  qualification text NOT NULL
    CHECK (qualification IN ('proche_emploi', 'en_construction', 'bloque', 'a_reorienter')),
  le date NOT NULL,
  cadre text NOT NULL CHECK (cadre IN ('appui_gestion', 'comite', 'referent')),
  renforce boolean NOT NULL,
  decision text,
  suite text,
  suite_le date CHECK (suite_le >= le),
  par uuid NOT NULL,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, parcours_id) REFERENCES parcours,
  CHECK ((suite IS NULL) = (suite_le IS NULL))
);
CREATE INDEX qualifications_le ON qualifications (territoire_id, le, id);
CREATE INDEX qualifications_parcours ON qualifications (territoire_id, parcours_id, le, id);
CREATE INDEX qualifications_participant ON qualifications (territoire_id, participant_id, le, id);
SELECT cloisonner('qualifications');
