-- What was said and decided at an appointment, of one person who came; of the whole séance of a group when it names nobody.
CREATE TABLE comptes_rendus (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  rendez_vous_id uuid NOT NULL,
  participant_id uuid,
  auteur uuid NOT NULL,
  -- On whose behalf its author wrote the present version: structures, and null where it was for the PLIE itself.
  pour jsonb NOT NULL,
  etat text NOT NULL CHECK (etat IN ('brouillon', 'valide', 'abandonne')),
  version integer NOT NULL,
  ecrit jsonb NOT NULL,
  modifie_le timestamptz NOT NULL,
  valide_le timestamptz,
  -- Why the present version stands in the place of the one before.
  motif text,
  corrige_par uuid,
  corrige_le timestamptz,
  PRIMARY KEY (territoire_id, id),
  CONSTRAINT comptes_rendus_valides CHECK ((etat = 'valide') = (valide_le IS NOT NULL)),
  FOREIGN KEY (territoire_id, rendez_vous_id) REFERENCES rendez_vous
);
-- One is validated of each person, and of the whole séance; each author has one draft of it, and those that they abandoned.
CREATE UNIQUE INDEX comptes_rendus_un_valide ON comptes_rendus (territoire_id, rendez_vous_id, participant_id)
  NULLS NOT DISTINCT WHERE etat = 'valide';
CREATE UNIQUE INDEX comptes_rendus_un_par_auteur ON comptes_rendus (territoire_id, rendez_vous_id, participant_id, auteur)
  NULLS NOT DISTINCT WHERE etat <> 'abandonne';
CREATE INDEX comptes_rendus_participant ON comptes_rendus (territoire_id, participant_id, id);
CREATE INDEX comptes_rendus_auteur ON comptes_rendus (territoire_id, auteur, id);
SELECT cloisonner('comptes_rendus');
REVOKE DELETE ON comptes_rendus FROM plie_emargement;

-- Versions that others replaced: never written again, but for the erasure of the person.
CREATE TABLE compte_rendu_versions (
  territoire_id uuid NOT NULL,
  compte_rendu_id uuid NOT NULL,
  version integer NOT NULL,
  ecrit jsonb NOT NULL,
  -- On whose behalf the author of the compte rendu wrote then.
  pour jsonb NOT NULL,
  par uuid NOT NULL,
  le timestamptz NOT NULL,
  motif text,
  PRIMARY KEY (territoire_id, compte_rendu_id, version),
  FOREIGN KEY (territoire_id, compte_rendu_id) REFERENCES comptes_rendus
);
SELECT cloisonner('compte_rendu_versions');
REVOKE UPDATE, DELETE ON compte_rendu_versions FROM plie_emargement;
GRANT UPDATE (ecrit, motif) ON compte_rendu_versions TO plie_emargement;
