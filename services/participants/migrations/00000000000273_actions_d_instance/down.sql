DROP TABLE actions_instances;
