-- In which order answers were recorded, of those that were at one instant: the last one is the one that holds. Of those that are
-- there nothing but the identifier says it.
ALTER TABLE consentements ADD COLUMN rang bigint;
ALTER TABLE consentements DISABLE ROW LEVEL SECURITY;
UPDATE consentements c SET rang = o.rang
FROM (SELECT territoire_id, id, row_number() OVER (ORDER BY saisi_le, id) AS rang FROM consentements) o
WHERE c.territoire_id = o.territoire_id AND c.id = o.id;
ALTER TABLE consentements ALTER COLUMN rang SET NOT NULL;
ALTER TABLE consentements ALTER COLUMN rang ADD GENERATED ALWAYS AS IDENTITY;
SELECT setval(pg_get_serial_sequence('consentements', 'rang'), (SELECT coalesce(max(rang), 0) + 1 FROM consentements), false);
ALTER TABLE consentements ENABLE ROW LEVEL SECURITY;
