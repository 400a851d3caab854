-- What the papers of a territory say of who sends them; the other services are told of it, and where structures are.
CREATE TABLE en_tetes (
  territoire_id uuid PRIMARY KEY,
  version integer NOT NULL,
  adresse jsonb,
  telephone text,
  courriel text,
  -- A PNG image of a size to be printed.
  logo bytea CHECK (length(logo) <= 65536)
);
SELECT cloisonner('en_tetes');
CREATE TRIGGER a_dire AFTER INSERT OR UPDATE ON en_tetes
  FOR EACH ROW EXECUTE FUNCTION noter_a_dire('en_tete', 'territoire_id');

ALTER TABLE structures DISABLE ROW LEVEL SECURITY;
ALTER TABLE a_dire DISABLE ROW LEVEL SECURITY;
INSERT INTO a_dire (territoire_id, nature, id) SELECT territoire_id, 'structure', id FROM structures WHERE adresse IS NOT NULL;
ALTER TABLE a_dire ENABLE ROW LEVEL SECURITY;
ALTER TABLE structures ENABLE ROW LEVEL SECURITY;
