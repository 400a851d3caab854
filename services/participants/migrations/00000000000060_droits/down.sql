DROP TABLE annonces, registre_droits, obligations, consentements;
ALTER TABLE participants DROP COLUMN dernier_contact, DROP COLUMN limite_le, DROP COLUMN archive_le,
  DROP COLUMN anonymise_le;
