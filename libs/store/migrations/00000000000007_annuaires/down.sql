DROP FUNCTION noter_a_dire();
DROP TABLE a_dire;
DROP TABLE annuaire;
