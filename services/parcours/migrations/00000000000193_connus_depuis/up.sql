-- The day from which on the history of a parcours that was taken over is known is kept whatever its entry: an entry
-- that is corrected to before that day brings days of which nobody knows anything. Where it was not kept, the entry
-- that was taken over is the first day that is known, as it was: no échéance changes.
ALTER TABLE parcours DISABLE ROW LEVEL SECURITY;
ALTER TABLE parcours DISABLE TRIGGER a_revoir;
UPDATE parcours SET connu_depuis = entree_le WHERE reprise_source IS NOT NULL AND connu_depuis IS NULL;
ALTER TABLE parcours ENABLE TRIGGER a_revoir;
ALTER TABLE parcours ENABLE ROW LEVEL SECURITY;
