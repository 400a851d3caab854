-- Who was known to be the référent on days that come back when an entry moves again.
CREATE INDEX affectations_anciennes ON affectations (territoire_id, parcours_id, remplacee_le) WHERE remplacee_le IS NOT NULL;
