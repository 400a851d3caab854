DROP FUNCTION lettres(text);
