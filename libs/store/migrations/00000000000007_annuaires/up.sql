-- What this service knows of what others own: a card of each, as its owner told it last.
CREATE TABLE annuaire (
  territoire_id uuid NOT NULL,
  nature text NOT NULL,
  id uuid NOT NULL,
  fiche jsonb NOT NULL,
  PRIMARY KEY (territoire_id, nature, id)
);
SELECT cloisonner('annuaire');

-- What this service owns and the others are still to be told: a line a change, taken away by whoever tells.
CREATE TABLE a_dire (
  territoire_id uuid NOT NULL,
  rang bigint GENERATED ALWAYS AS IDENTITY,
  nature text NOT NULL,
  id uuid NOT NULL,
  PRIMARY KEY (territoire_id, rang)
);
SELECT cloisonner('a_dire');

-- For the triggers of the tables that are told: the nature of the card, and the column that says whose it is. The
-- database notes it, so that no use case forgets, nor a pod of the former version.
CREATE FUNCTION noter_a_dire() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('INSERT INTO %I.a_dire (territoire_id, nature, id) VALUES (($1).territoire_id, %L, ($1).%I)',
    TG_TABLE_SCHEMA, TG_ARGV[0], TG_ARGV[1]) USING NEW;
  RETURN NULL;
END $$;
