-- Of several times one stays, the last one.
ALTER TABLE dossiers_ouverts DISABLE ROW LEVEL SECURITY;
DELETE FROM dossiers_ouverts one USING dossiers_ouverts other
WHERE (other.territoire_id, other.source, other.utilisateur, other.dossier_id)
  = (one.territoire_id, one.source, one.utilisateur, one.dossier_id) AND other.du > one.du;
ALTER TABLE dossiers_ouverts ENABLE ROW LEVEL SECURITY;
ALTER TABLE dossiers_ouverts
  DROP CONSTRAINT dossiers_ouverts_pkey,
  ADD CONSTRAINT dossiers_ouverts_pkey PRIMARY KEY (territoire_id, source, utilisateur, dossier_id);
