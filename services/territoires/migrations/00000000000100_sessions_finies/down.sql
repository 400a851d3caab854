DROP INDEX sessions_expire_le;
