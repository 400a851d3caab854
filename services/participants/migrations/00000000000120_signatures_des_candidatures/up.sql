-- How the signatures of a candidature were given. Nobody said it of those that are there.
ALTER TABLE candidature_signatures
  ADD COLUMN nom text,
  ADD COLUMN lieu text,
  ADD COLUMN mode text NOT NULL DEFAULT 'declaree' CHECK (mode IN ('declaree', 'dessinee', 'papier')),
  ADD COLUMN preuve jsonb,
  ADD COLUMN saisie_le timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN saisie_par uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000';
