-- One index for each way in which time is listed: by month or day, by employee (there already), by superior, by operation.
CREATE INDEX feuilles_par_mois ON feuilles (territoire_id, mois, id);
CREATE INDEX feuilles_superieur ON feuilles (territoire_id, superieur_designe, mois) WHERE superieur_designe IS NOT NULL;
CREATE INDEX activites_jour ON activites (territoire_id, jour, id);
CREATE INDEX activites_operation ON activites (territoire_id, operation, jour) WHERE operation IS NOT NULL;
CREATE INDEX conges_du ON conges (territoire_id, du, id);
CREATE INDEX rendez_vous_operation ON rendez_vous (territoire_id, operation, jour) WHERE operation IS NOT NULL;
