ALTER TABLE sorties DROP COLUMN abandon;
