DROP TABLE references_externes;
DROP TABLE import_lignes;
DROP TABLE imports;
DROP TABLE correspondances;
ALTER TABLE recherche_cles ADD FOREIGN KEY (territoire_id, participant_id) REFERENCES participants NOT VALID;
