-- Keeps every table as the former version left it, and says later which rows are no more to be found as they were.
CREATE SCHEMA avant;
DO $$ DECLARE t record; BEGIN
  FOR t IN SELECT schemaname, tablename FROM pg_tables
    WHERE schemaname IN ('territoires', 'participants', 'parcours', 'emargement', 'fse')
  LOOP
    EXECUTE format('CREATE TABLE avant.%I AS TABLE %I.%I', t.schemaname || '.' || t.tablename, t.schemaname, t.tablename);
  END LOOP;
END $$;

-- By the names and the columns of then, which the pods of the former version go on reading.
CREATE FUNCTION avant.perdues() RETURNS TABLE (nom text, lignes bigint) LANGUAGE plpgsql AS $$
DECLARE t record; BEGIN
  FOR t IN SELECT c.relname AS nom, string_agg(format('%I', a.attname), ', ' ORDER BY a.attnum) AS colonnes
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
    WHERE c.relnamespace = 'avant'::regnamespace AND c.relkind = 'r' GROUP BY c.relname
  LOOP
    RETURN QUERY EXECUTE format(
      'SELECT %L::text, count(*) FROM (SELECT %s FROM avant.%I EXCEPT ALL SELECT %s FROM %I.%I) l HAVING count(*) > 0',
      t.nom, t.colonnes, t.nom, t.colonnes, split_part(t.nom, '.', 1), split_part(t.nom, '.', 2));
  END LOOP;
END $$;

-- Tables, and columns of tables, that the former version did not have.
CREATE FUNCTION avant.nouveautes() RETURNS TABLE (nom text) LANGUAGE sql AS $$
  SELECT DISTINCT n.table_name || CASE WHEN t.table_name IS NULL THEN '' ELSE '.' || n.column_name END
  FROM information_schema.columns n
    JOIN pg_tables p ON p.schemaname = n.table_schema AND p.tablename = n.table_name
    LEFT JOIN information_schema.tables t ON t.table_schema = 'avant' AND t.table_name = n.table_schema || '.' || n.table_name
    LEFT JOIN information_schema.columns c ON c.table_schema = 'avant' AND c.table_name = t.table_name AND c.column_name = n.column_name
  WHERE n.table_schema IN ('territoires', 'participants', 'parcours', 'emargement', 'fse') AND c.column_name IS NULL
$$;
