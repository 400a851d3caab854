-- How many persons a month counted when it was frozen: two files that were made one since go on being the two that were agreed. Which lines
-- were of one person then is a rank within the month, which says nothing of who they were. Of a month that a former pod freezes while it
-- still serves, unknown.
ALTER TABLE grilles
  ADD COLUMN personnes integer CHECK (personnes >= 0),
  ADD COLUMN occupees integer CHECK (occupees >= 0),
  ADD CONSTRAINT grilles_comptees CHECK (num_nonnulls(personnes, occupees) IN (0, 2));
ALTER TABLE grilles_lignes ADD COLUMN rang integer CHECK (rang > 0);

-- Months that were frozen before count the persons whose parcours their lines are by now: what was made one until today stays one, and
-- what is made one from now on changes nothing.
ALTER TABLE grilles DISABLE ROW LEVEL SECURITY;
ALTER TABLE grilles_lignes DISABLE ROW LEVEL SECURITY;
ALTER TABLE parcours DISABLE ROW LEVEL SECURITY;
UPDATE grilles_lignes l SET rang = r.rang
FROM (
  SELECT i.territoire_id, i.grille_id, i.parcours_id,
    dense_rank() OVER (PARTITION BY i.territoire_id, i.grille_id ORDER BY p.participant_id) AS rang
  FROM grilles_lignes i JOIN parcours p ON p.territoire_id = i.territoire_id AND p.id = i.parcours_id
) r
WHERE l.territoire_id = r.territoire_id AND l.grille_id = r.grille_id AND l.parcours_id = r.parcours_id;
UPDATE grilles g SET (personnes, occupees) = (
  SELECT count(DISTINCT l.rang), count(DISTINCT l.rang) FILTER (WHERE l.compte)
  FROM grilles_lignes l WHERE l.territoire_id = g.territoire_id AND l.grille_id = g.id
);
ALTER TABLE parcours ENABLE ROW LEVEL SECURITY;
ALTER TABLE grilles_lignes ENABLE ROW LEVEL SECURITY;
ALTER TABLE grilles ENABLE ROW LEVEL SECURITY;
