ALTER TABLE idempotence DROP COLUMN personnes;
ALTER TABLE idempotence DROP COLUMN scellee;
