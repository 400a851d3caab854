DROP TRIGGER a_dire ON operations;
