DROP TRIGGER a_dire ON structures;
DROP TRIGGER a_dire ON habilitations;
DROP TRIGGER a_dire ON utilisateurs;
