DROP TRIGGER a_dire_fins ON parcours;
