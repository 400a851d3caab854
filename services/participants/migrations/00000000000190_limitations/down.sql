DROP INDEX participants_limites;
