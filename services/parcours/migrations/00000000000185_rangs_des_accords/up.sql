-- In which order answers were told first, which is that in which they were given: the last one is the one that holds. Of those that
-- are there nothing but the identifier says it.
ALTER TABLE accords ADD COLUMN rang bigint;
ALTER TABLE accords DISABLE ROW LEVEL SECURITY;
UPDATE accords c SET rang = o.rang
FROM (SELECT territoire_id, id, row_number() OVER (ORDER BY id) AS rang FROM accords) o
WHERE c.territoire_id = o.territoire_id AND c.id = o.id;
ALTER TABLE accords ALTER COLUMN rang SET NOT NULL;
ALTER TABLE accords ALTER COLUMN rang ADD GENERATED ALWAYS AS IDENTITY;
SELECT setval(pg_get_serial_sequence('accords', 'rang'), (SELECT coalesce(max(rang), 0) + 1 FROM accords), false);
ALTER TABLE accords ENABLE ROW LEVEL SECURITY;
