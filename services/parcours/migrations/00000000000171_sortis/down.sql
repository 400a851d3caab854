DROP INDEX parcours_sortis;
