-- The logos of papers that were made: one that is printed again is the one that left.
CREATE TABLE logos (
  territoire_id uuid NOT NULL,
  empreinte text NOT NULL CHECK (empreinte ~ '^[0-9a-f]{64}$'),
  image bytea NOT NULL CHECK (length(image) <= 65536),
  PRIMARY KEY (territoire_id, empreinte)
);
SELECT cloisonner('logos');
