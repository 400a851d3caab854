CREATE TABLE parcours (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  participant_id uuid NOT NULL,
  candidature_id uuid NOT NULL,
  referent uuid NOT NULL,
  entree_le date NOT NULL,
  etat text NOT NULL CHECK (etat IN ('en_accompagnement', 'suspendu', 'suivi_emploi', 'sorti')),
  PRIMARY KEY (territoire_id, id),
  CONSTRAINT parcours_candidature UNIQUE (territoire_id, candidature_id)
);
CREATE INDEX parcours_participant ON parcours (territoire_id, participant_id);
CREATE INDEX parcours_referent ON parcours (territoire_id, referent, id) WHERE etat <> 'sorti';
SELECT cloisonner('parcours');

CREATE TABLE suspensions (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  parcours_id uuid NOT NULL,
  du date NOT NULL,
  au date NOT NULL CHECK (au >= du),
  motif text NOT NULL,
  decidee_par uuid NOT NULL,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, parcours_id) REFERENCES parcours
);
CREATE INDEX suspensions_parcours ON suspensions (territoire_id, parcours_id, du);
SELECT cloisonner('suspensions');

CREATE TABLE etapes (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  parcours_id uuid NOT NULL,
  participant_id uuid NOT NULL,
  nature text NOT NULL CHECK (nature IN ('aci', 'ai', 'ei', 'etti', 'formation', 'immersion', 'atelier', 'emploi')),
  operateur uuid NOT NULL,
  intitule text NOT NULL,
  debut date NOT NULL,
  fin_prevue date NOT NULL CHECK (fin_prevue >= debut),
  fin date CHECK (fin >= debut),
  etat text NOT NULL CHECK (etat IN ('positionnee', 'acceptee', 'demarree', 'terminee', 'rompue', 'abandonnee')),
  motif text,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, parcours_id) REFERENCES parcours
);
CREATE INDEX etapes_parcours ON etapes (territoire_id, parcours_id, debut);
CREATE INDEX etapes_operateur ON etapes (territoire_id, operateur, id);
SELECT cloisonner('etapes');

CREATE TABLE bilans (
  territoire_id uuid NOT NULL,
  etape_id uuid NOT NULL,
  tenu_le date NOT NULL,
  rendez_vous uuid,
  PRIMARY KEY (territoire_id, etape_id, tenu_le),
  FOREIGN KEY (territoire_id, etape_id) REFERENCES etapes
);
SELECT cloisonner('bilans');

CREATE TABLE sorties (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  parcours_id uuid NOT NULL,
  nature jsonb NOT NULL,
  debut date NOT NULL,
  employeur text NOT NULL,
  etat text NOT NULL CHECK (etat IN ('en_suivi', 'confirmee', 'non_positive')),
  piece uuid,
  justifiee_le date,
  rompue_le date,
  decision_le date,
  decision_motif text,
  acquise_le date,
  PRIMARY KEY (territoire_id, id),
  FOREIGN KEY (territoire_id, parcours_id) REFERENCES parcours
);
CREATE INDEX sorties_parcours ON sorties (territoire_id, parcours_id, debut);
-- One exit is followed at a time.
CREATE UNIQUE INDEX sorties_en_suivi ON sorties (territoire_id, parcours_id) WHERE etat = 'en_suivi';
SELECT cloisonner('sorties');
