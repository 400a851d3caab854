DROP TABLE references_externes;
DROP TABLE import_lignes;
DROP TABLE imports;
DROP TABLE correspondances;
