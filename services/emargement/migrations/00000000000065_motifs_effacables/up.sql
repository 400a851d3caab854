-- What was said of a sheet that was reopened may name somebody, whose erasure reaches it; the rest of a former version
-- is never written again.
GRANT UPDATE (motif) ON feuille_versions TO plie_emargement;
