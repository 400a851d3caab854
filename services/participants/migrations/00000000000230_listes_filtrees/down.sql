DROP INDEX candidatures_du_participant;
DROP INDEX candidatures_depot;
DROP INDEX candidatures_referent_liste;
