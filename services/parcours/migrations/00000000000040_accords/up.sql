-- What persons answered on sharing with partners, as participants told it.
CREATE TABLE accords (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  participant_id uuid NOT NULL,
  partenaire uuid NOT NULL,
  accord boolean NOT NULL,
  recueilli_le date NOT NULL,
  expire_le date,
  retire_le date,
  PRIMARY KEY (territoire_id, id)
);
CREATE INDEX accords_participant ON accords (territoire_id, participant_id, partenaire, id);
SELECT cloisonner('accords');
