-- Days of entry that were told and that the commission corrected since, oldest first: each with its motive and who corrected it.
ALTER TABLE candidatures ADD COLUMN entrees_remplacees jsonb NOT NULL DEFAULT '[]';
