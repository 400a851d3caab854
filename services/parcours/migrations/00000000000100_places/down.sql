DROP INDEX periodes_jours;
DROP TABLE conventions_places;
