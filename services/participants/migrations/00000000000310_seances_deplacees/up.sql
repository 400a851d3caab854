-- A session is moved, and where and when it was to be held stays beside it; or it is cancelled, and says why.
ALTER TABLE commissions
  ADD COLUMN deplacements jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN annulation jsonb;
ALTER TABLE commissions DROP CONSTRAINT commissions_etat_check;
ALTER TABLE commissions ADD CONSTRAINT commissions_etat_check CHECK (etat IN ('ouverte', 'close', 'annulee'));

-- From which day on what a document announces holds no more.
ALTER TABLE documents ADD COLUMN caduc_le date;

-- The entries that wait for a session may go on another one once its day, or what is to be held on it, changed.
CREATE TRIGGER a_inscrire AFTER UPDATE OF tenue_le, etat ON commissions
  FOR EACH ROW WHEN (OLD.tenue_le <> NEW.tenue_le OR OLD.etat <> NEW.etat)
  EXECUTE FUNCTION noter_a_dire('actes', 'id');
