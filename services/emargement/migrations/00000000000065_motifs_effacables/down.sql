REVOKE UPDATE (motif) ON feuille_versions FROM plie_emargement;
