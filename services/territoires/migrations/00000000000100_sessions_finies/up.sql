-- Sessions that ended long ago are forgotten: they are found by when they did.
CREATE INDEX sessions_expire_le ON sessions (territoire_id, expire_le);
