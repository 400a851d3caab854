ALTER TABLE piece_versions DROP COLUMN sha256;
