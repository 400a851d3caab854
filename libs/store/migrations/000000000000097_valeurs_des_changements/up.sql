-- What each field was and became, of what keeps no versions of its own: {"nom": {"avant": "…", "apres": "…"}}. Absent of changes
-- that were recorded before, and of persons, whose versions say it until they are erased.
ALTER TABLE historique ADD COLUMN valeurs jsonb;
