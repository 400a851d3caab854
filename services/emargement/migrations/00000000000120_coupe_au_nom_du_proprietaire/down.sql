DO $$ BEGIN
  EXECUTE format('ALTER FUNCTION couper_entree(bigint) SET search_path = %I', current_schema());
END $$;
