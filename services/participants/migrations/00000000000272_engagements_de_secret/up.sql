-- What who sits in an instance undertook to keep secret: once for each mandate, told by its first day.
CREATE TABLE engagements (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  utilisateur_id uuid NOT NULL,
  mandat_du date NOT NULL,
  signe_le date NOT NULL,
  version text NOT NULL,
  texte text NOT NULL,
  PRIMARY KEY (territoire_id, id)
);
CREATE UNIQUE INDEX engagements_mandat ON engagements (territoire_id, utilisateur_id, mandat_du);
SELECT cloisonner('engagements');
