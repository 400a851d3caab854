-- Which territories have something waiting, asked once for all of them rather than of each in turn. Whoever serves still
-- sees one territory at a time: such a question is answered as the owner of the schema, who may read the tables that it
-- looks at, and its answer is territories and ranks, nothing of a person.

-- Lets the owner of the schema, and nobody else, read a table whole.
CREATE FUNCTION montrer_au_proprietaire(nom regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE POLICY proprietaire ON %s FOR SELECT TO CURRENT_USER USING (true)', nom);
END $$;

-- A question of its own name. Nothing of the caller's is looked up in it: neither schema nor temporary table.
CREATE FUNCTION regarder(nom text, retour text, requete text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE FUNCTION %s RETURNS %s LANGUAGE sql STABLE SECURITY DEFINER SET search_path = %I, pg_temp AS %L',
    nom, retour, current_schema(), requete);
END $$;

SELECT montrer_au_proprietaire('outbox_tete');
SELECT montrer_au_proprietaire('abonnement');
SELECT montrer_au_proprietaire('a_dire');
SELECT montrer_au_proprietaire('messages');
SELECT montrer_au_proprietaire('journal_liste');

-- How far each feed goes: by territory, after one.
SELECT regarder('tetes(apres uuid, combien bigint)', 'TABLE (territoire uuid, seq bigint)',
  'SELECT territoire_id, seq FROM outbox_tete WHERE apres IS NULL OR territoire_id > apres ORDER BY territoire_id LIMIT combien');
-- How far this service has heard a producer, in each territory.
SELECT regarder('entendus(producteur_dit text)', 'TABLE (territoire uuid, seq bigint)',
  'SELECT territoire_id, seq FROM abonnement WHERE producteur = producteur_dit');
-- Where cards are still to be told.
SELECT regarder('territoires_a_dire()', 'SETOF uuid', 'SELECT DISTINCT territoire_id FROM a_dire');
-- Where messages may be carried now.
SELECT regarder('territoires_a_servir()', 'SETOF uuid', 'SELECT DISTINCT territoire_id FROM messages WHERE essai_le <= now()');
-- Where lists that were read are still to be spread.
SELECT regarder('territoires_a_etaler()', 'SETOF uuid', 'SELECT DISTINCT territoire_id FROM journal_liste');
