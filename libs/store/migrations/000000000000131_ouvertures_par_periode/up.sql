-- A file may be open to somebody by one source at several times that are apart: to whoever replaces a référent twice.
ALTER TABLE dossiers_ouverts
  DROP CONSTRAINT dossiers_ouverts_pkey,
  ADD CONSTRAINT dossiers_ouverts_pkey PRIMARY KEY (territoire_id, source, utilisateur, dossier_id, du);
