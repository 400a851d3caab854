DROP VIEW couts_connus;
DROP TABLE couts_agents;
DROP INDEX operation_agents_agent;
