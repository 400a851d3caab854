-- What was not spread yet is: a read is never forgotten. The owner sees every territory while the policy is not forced.
ALTER TABLE journal_liste NO FORCE ROW LEVEL SECURITY;
ALTER TABLE journal_lecture NO FORCE ROW LEVEL SECURITY;
INSERT INTO journal_lecture (territoire_id, id, lu_le, par, sujet, operation, ressource)
  SELECT territoire_id, gen_random_uuid(), lu_le, par, sujet, operation, unnest(personnes) FROM journal_liste;
ALTER TABLE journal_lecture FORCE ROW LEVEL SECURITY;
DROP TABLE journal_liste;
