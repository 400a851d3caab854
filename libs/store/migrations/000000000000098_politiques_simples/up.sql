-- Policies hold no subquery: what distributes tables by territory takes none, and a plan has one step less. A setting that is
-- missing is read by the planner too, so that a query which forgets it fails all the same.
CREATE OR REPLACE FUNCTION cloisonner(nom regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', nom);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', nom);
  EXECUTE format(
    'CREATE POLICY territoire ON %s USING (territoire_id = current_setting(''app.territoire'')::uuid) '
    'WITH CHECK (territoire_id = current_setting(''app.territoire'')::uuid)', nom);
END $$;

DO $$
DECLARE nom regclass;
BEGIN
  FOR nom IN SELECT polrelid FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    WHERE p.polname = 'territoire' AND c.relnamespace = current_schema()::regnamespace ORDER BY c.relname
  LOOP
    EXECUTE format(
      'ALTER POLICY territoire ON %s USING (territoire_id = current_setting(''app.territoire'')::uuid) '
      'WITH CHECK (territoire_id = current_setting(''app.territoire'')::uuid)', nom);
  END LOOP;
END $$;
