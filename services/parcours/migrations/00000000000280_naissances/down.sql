DROP FUNCTION territoires_a_relire();
DROP POLICY proprietaire ON referentiels;
DROP POLICY proprietaire ON parcours;
DROP INDEX parcours_a_relire;
ALTER TABLE parcours DROP COLUMN relire_depuis;
ALTER TABLE parcours DROP COLUMN naissance;
