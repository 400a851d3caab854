-- Of several procedures of a person one that goes on says to whom they were given: whichever ends, or goes on again, may change it.
CREATE TRIGGER a_dire_fins AFTER UPDATE OF etat, suivi_termine_le ON candidatures
  FOR EACH ROW WHEN (NEW.referent IS NOT NULL AND
    (OLD.suivi_termine_le IS NULL AND OLD.etat NOT IN ('refusee', 'reorientee', 'non_entree'))
    <> (NEW.suivi_termine_le IS NULL AND NEW.etat NOT IN ('refusee', 'reorientee', 'non_entree')))
  EXECUTE FUNCTION noter_a_dire('suivis', 'participant_id');
