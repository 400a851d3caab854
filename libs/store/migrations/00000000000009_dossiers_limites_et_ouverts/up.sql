-- Files whose processing is restricted: kept and read, not changed. In participants, those of which the others were told.
-- A restricted file is not merged: the identifier is that of the file itself.
CREATE TABLE dossiers_limites (
  territoire_id uuid NOT NULL,
  dossier_id uuid NOT NULL,
  limite_le date NOT NULL,
  PRIMARY KEY (territoire_id, dossier_id)
);
SELECT cloisonner('dossiers_limites');

-- Files that are opened by name to somebody who sees no other: to a controleur by a mandate, to a member of a commission by
-- the agenda of its session.
CREATE TABLE dossiers_ouverts (
  territoire_id uuid NOT NULL,
  source uuid NOT NULL,
  utilisateur uuid NOT NULL,
  dossier_id uuid NOT NULL,
  role text NOT NULL,
  du date NOT NULL,
  au date,
  PRIMARY KEY (territoire_id, source, utilisateur, dossier_id)
);
CREATE INDEX dossiers_ouverts_utilisateur ON dossiers_ouverts (territoire_id, utilisateur);
SELECT cloisonner('dossiers_ouverts');
