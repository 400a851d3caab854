-- Files whose processing is restricted: kept and read, not changed. In participants, those of which the others were told.
-- A restricted file is not merged: the identifier is that of the file itself.
CREATE TABLE dossiers_limites (
  territoire_id uuid NOT NULL,
  dossier_id uuid NOT NULL,
  limite_le date NOT NULL,
  PRIMARY KEY (territoire_id, dossier_id)
);
SELECT cloisonner('dossiers_limites');
