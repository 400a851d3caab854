-- What is done as the owner of the schema looks nothing up among the caller's own temporary tables.
DO $$ BEGIN
  EXECUTE format('ALTER FUNCTION couper_entree(bigint) SET search_path = %I, pg_temp', current_schema());
END $$;
