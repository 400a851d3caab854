-- What someone costs an operation, from a day on; a correction is a new version of the same day.
CREATE TABLE couts_agents (
  territoire_id uuid NOT NULL,
  operation_id uuid NOT NULL,
  agent uuid NOT NULL,
  depuis date NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  cout_annuel_centimes bigint NOT NULL CHECK (cout_annuel_centimes > 0),
  etp_milliemes integer NOT NULL CHECK (etp_milliemes BETWEEN 1 AND 1000),
  charge_centimes bigint CHECK (charge_centimes > 0),
  saisi_le timestamptz NOT NULL,
  saisi_par uuid NOT NULL,
  PRIMARY KEY (territoire_id, operation_id, agent, depuis, version),
  FOREIGN KEY (territoire_id, operation_id) REFERENCES operations
);
CREATE INDEX couts_agents_agent ON couts_agents (territoire_id, agent);
SELECT cloisonner('couts_agents');

-- With them the costs without a date, which the former version writes: they hold from the first day of the operation.
CREATE INDEX operation_agents_agent ON operation_agents (territoire_id, agent);
CREATE VIEW couts_connus WITH (security_invoker) AS
  SELECT territoire_id, operation_id, agent, depuis, version, cout_annuel_centimes, etp_milliemes, charge_centimes
  FROM couts_agents
  UNION ALL
  SELECT a.territoire_id, a.operation_id, a.agent, (o.contenu->>'debut')::date, 0, a.cout_annuel_centimes,
    a.etp_milliemes, NULL
  FROM operation_agents a
  JOIN operations o ON o.territoire_id = a.territoire_id AND o.id = a.operation_id;
