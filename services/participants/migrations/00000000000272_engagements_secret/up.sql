-- What who sits in an instance undertook to keep secret: once for each mandate, told by its first day.
CREATE TABLE engagements_secret (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  utilisateur_id uuid NOT NULL,
  mandat_du date NOT NULL,
  signe_le date NOT NULL,
  version text NOT NULL,
  texte text NOT NULL,
  PRIMARY KEY (territoire_id, id)
);
CREATE UNIQUE INDEX engagements_secret_mandat ON engagements_secret (territoire_id, utilisateur_id, mandat_du);
SELECT cloisonner('engagements_secret');
