-- One index for each way in which parcours, étapes, suspensions and exits are listed.
CREATE INDEX parcours_du_referent ON parcours (territoire_id, referent, id);
CREATE INDEX parcours_etat ON parcours (territoire_id, etat, id);
CREATE INDEX parcours_entree ON parcours (territoire_id, entree_le, id);
CREATE INDEX etapes_etat ON etapes (territoire_id, etat, id);
CREATE INDEX etapes_debut ON etapes (territoire_id, debut);
CREATE INDEX suspensions_du ON suspensions (territoire_id, du, id);
CREATE INDEX sorties_etat ON sorties (territoire_id, etat, id);
CREATE INDEX sorties_debut ON sorties (territoire_id, debut);
