-- What an entry says in free text stands beside it, where an erasure reaches it; the entry holds a salted commitment.
CREATE TABLE registre_textes (
  territoire_id uuid NOT NULL,
  seq bigint NOT NULL,
  champ text NOT NULL,
  sel bytea NOT NULL,
  texte text NOT NULL,
  -- What the text is about, by which an erasure finds it.
  objet uuid NOT NULL,
  PRIMARY KEY (territoire_id, seq, champ),
  FOREIGN KEY (territoire_id, seq) REFERENCES registre
);
SELECT cloisonner('registre_textes');
REVOKE UPDATE ON registre_textes FROM plie_emargement;

-- Cuts an entry that holds free text itself, as the former version wrote it: its fingerprint stays, and an entry of the
-- ledger names its rank. Nothing else of the ledger may be written again.
CREATE FUNCTION couper_entree(rang bigint) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  UPDATE registre SET contenu = ''
  WHERE territoire_id = current_setting('app.territoire')::uuid AND seq = rang
$$;
REVOKE ALL ON FUNCTION couper_entree(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION couper_entree(bigint) TO plie_emargement;

-- How far each ledger has gone, told beside it. Pods of the former version write entries and do not move it: a ledger
-- goes this far at least.
CREATE TABLE registre_hauteurs (
  territoire_id uuid PRIMARY KEY,
  seq bigint NOT NULL,
  empreinte bytea NOT NULL
);
SELECT cloisonner('registre_hauteurs');
REVOKE DELETE ON registre_hauteurs FROM plie_emargement;

-- SHA-256 of the text of the root before; absent of the roots of the former version, which were not chained.
ALTER TABLE racines ADD COLUMN precedente bytea;
