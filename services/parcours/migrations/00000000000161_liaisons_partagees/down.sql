DROP INDEX liaisons_partagees;
