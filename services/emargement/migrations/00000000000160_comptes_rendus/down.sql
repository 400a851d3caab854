DROP TABLE compte_rendu_versions, comptes_rendus;
