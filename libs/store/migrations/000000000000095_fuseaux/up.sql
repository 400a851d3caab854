-- The time zone of each territory, by its IANA name. Those of before work in Paris.
ALTER TABLE territoires_connus ADD COLUMN fuseau text NOT NULL DEFAULT 'Europe/Paris';
