ALTER TABLE commission_dossiers DROP COLUMN derogation;
