-- The name of each territory, for the documents that print it.
ALTER TABLE territoires_connus ADD COLUMN nom text;
