ALTER TABLE candidature_signatures
  DROP COLUMN nom, DROP COLUMN lieu, DROP COLUMN mode, DROP COLUMN preuve, DROP COLUMN saisie_le, DROP COLUMN saisie_par;
