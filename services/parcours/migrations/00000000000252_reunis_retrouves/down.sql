DROP INDEX parcours_reunis;
