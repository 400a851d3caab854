ALTER TABLE presences DROP COLUMN attend_compte_rendu;
