DROP TABLE besoins;
