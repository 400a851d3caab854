ALTER TABLE consentements DROP COLUMN rang;
