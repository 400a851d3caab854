-- The next parcours of a person bounds what one that is over opens: the end of one changes who follows them, and so does an end that
-- is taken back.
CREATE TRIGGER a_dire_fins AFTER UPDATE OF sorti_le ON parcours
  FOR EACH ROW WHEN (OLD.sorti_le IS DISTINCT FROM NEW.sorti_le) EXECUTE FUNCTION noter_a_dire('suivis', 'id');
