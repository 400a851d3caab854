-- How many persons a month counted when it was frozen: two files that were made one since go on being the two that were agreed. Which lines
-- were of one person then is a rank within the month, which says nothing of who they were. Of a month that was frozen before, unknown.
ALTER TABLE grilles
  ADD COLUMN personnes integer CHECK (personnes >= 0),
  ADD COLUMN occupees integer CHECK (occupees >= 0),
  ADD CONSTRAINT grilles_comptees CHECK (num_nonnulls(personnes, occupees) IN (0, 2));
ALTER TABLE grilles_lignes ADD COLUMN rang integer CHECK (rang > 0);
