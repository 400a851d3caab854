DROP FUNCTION mots(text);
