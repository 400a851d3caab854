-- Who read a list: one row with the persons that it showed, until a round spreads it to a line a person.
CREATE TABLE journal_liste (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  lu_le timestamptz NOT NULL,
  par uuid NOT NULL,
  sujet text NOT NULL,
  operation text NOT NULL,
  personnes uuid[] NOT NULL,
  PRIMARY KEY (territoire_id, id)
);
SELECT cloisonner('journal_liste');
