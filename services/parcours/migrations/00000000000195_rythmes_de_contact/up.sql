-- Who is to be seen more often, and until when, says by when the next contact is due.
CREATE TRIGGER a_revoir AFTER INSERT OR UPDATE ON qualifications
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('echeances', 'parcours_id');

-- Which edition of the rules of the suite said the échéances of a territory last: a later one says them all again, once it
-- serves. Former pods neither read nor write it.
ALTER TABLE echeances_regles ADD COLUMN edition integer NOT NULL DEFAULT 0;
