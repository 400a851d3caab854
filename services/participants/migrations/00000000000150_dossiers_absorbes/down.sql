DROP INDEX participants_absorbes;
