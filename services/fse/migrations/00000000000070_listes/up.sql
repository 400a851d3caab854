-- One index for each way in which participations and mandates are listed.
CREATE INDEX participations_entree ON participations (territoire_id, operation_id, entree_le);
CREATE INDEX mandats_controleur ON mandats (territoire_id, controleur, id);
