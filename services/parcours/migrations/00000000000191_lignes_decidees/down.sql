ALTER TABLE lignes_importees DROP COLUMN version_vue;
