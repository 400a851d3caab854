DROP TRIGGER a_dire ON participants;
