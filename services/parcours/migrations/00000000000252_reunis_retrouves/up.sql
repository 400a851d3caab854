-- What was held in a parcours that ended in favour of another counts in that one.
CREATE INDEX parcours_reunis ON parcours (territoire_id, reuni_a) WHERE reuni_a IS NOT NULL;

-- Of the few that were made one already, what is asked is said again.
ALTER TABLE a_dire DISABLE ROW LEVEL SECURITY;
ALTER TABLE parcours DISABLE ROW LEVEL SECURITY;
INSERT INTO a_dire (territoire_id, nature, id)
  SELECT DISTINCT territoire_id, 'echeances', reuni_a FROM parcours WHERE reuni_a IS NOT NULL;
ALTER TABLE parcours ENABLE ROW LEVEL SECURITY;
ALTER TABLE a_dire ENABLE ROW LEVEL SECURITY;
