DROP TRIGGER a_inscrire ON commissions;
ALTER TABLE documents DROP COLUMN caduc_le;
-- Not valid for the sessions already cancelled: going back loses none of them.
ALTER TABLE commissions DROP CONSTRAINT commissions_etat_check;
ALTER TABLE commissions ADD CONSTRAINT commissions_etat_check CHECK (etat IN ('ouverte', 'close')) NOT VALID;
ALTER TABLE commissions DROP COLUMN annulation, DROP COLUMN deplacements;
