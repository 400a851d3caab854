ALTER TABLE candidatures DROP COLUMN suivi_termine_le;
