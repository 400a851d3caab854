CREATE OR REPLACE FUNCTION cloisonner(nom regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', nom);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', nom);
  EXECUTE format(
    'CREATE POLICY territoire ON %s USING (territoire_id = (SELECT current_setting(''app.territoire'')::uuid)) '
    'WITH CHECK (territoire_id = (SELECT current_setting(''app.territoire'')::uuid))', nom);
END $$;

DO $$
DECLARE nom regclass;
BEGIN
  FOR nom IN SELECT polrelid FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    WHERE p.polname = 'territoire' AND c.relnamespace = current_schema()::regnamespace ORDER BY c.relname
  LOOP
    EXECUTE format(
      'ALTER POLICY territoire ON %s USING (territoire_id = (SELECT current_setting(''app.territoire'')::uuid)) '
      'WITH CHECK (territoire_id = (SELECT current_setting(''app.territoire'')::uuid))', nom);
  END LOOP;
END $$;
