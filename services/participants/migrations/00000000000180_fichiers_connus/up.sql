-- A pièce as it was known says which file it had then.
ALTER TABLE piece_versions ADD COLUMN sha256 text;
ALTER TABLE piece_versions DISABLE ROW LEVEL SECURITY;
ALTER TABLE piece_contenus DISABLE ROW LEVEL SECURITY;
ALTER TABLE pieces DISABLE ROW LEVEL SECURITY;
UPDATE piece_versions v SET sha256 = coalesce(
    (SELECT f.sha256 FROM piece_contenus f WHERE f.territoire_id = v.territoire_id AND f.piece_id = v.piece_id
     AND f.depose_le <= v.saisie_le ORDER BY f.id DESC LIMIT 1),
    (SELECT p.sha256 FROM pieces p WHERE p.territoire_id = v.territoire_id AND p.id = v.piece_id AND NOT EXISTS (
     SELECT FROM piece_contenus f WHERE f.territoire_id = v.territoire_id AND f.piece_id = v.piece_id)));
ALTER TABLE piece_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE piece_contenus ENABLE ROW LEVEL SECURITY;
ALTER TABLE pieces ENABLE ROW LEVEL SECURITY;
