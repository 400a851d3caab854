DROP TABLE minutes_certifiees, questionnaires, participations, operation_agents, operations;
