-- Messages to persons: written with what asks for them, sent after its commit, gone once sent. What they say in
-- secret stays no longer than the message waits.
CREATE TABLE messages (
  territoire_id uuid NOT NULL,
  id uuid NOT NULL,
  destinataire text NOT NULL,
  sujet text NOT NULL,
  corps text NOT NULL,
  -- When nobody can do anything with it any more.
  expire_le timestamptz NOT NULL,
  -- When it may be tried, by the clock of the database.
  essai_le timestamptz NOT NULL DEFAULT now(),
  essais integer NOT NULL DEFAULT 0,
  PRIMARY KEY (territoire_id, id)
);
CREATE INDEX messages_essai ON messages (territoire_id, essai_le);
SELECT cloisonner('messages');
