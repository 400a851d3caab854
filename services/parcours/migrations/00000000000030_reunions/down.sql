ALTER TABLE parcours DROP COLUMN reuni_a, DROP COLUMN reuni_motif, DROP COLUMN reuni_par;
