-- Candidatures are listed by référent and by the day of their filing too, and the last one of a person says whose they are.
CREATE INDEX candidatures_referent_liste ON candidatures (territoire_id, referent, id);
CREATE INDEX candidatures_depot ON candidatures (territoire_id, deposee_le, id);
CREATE INDEX candidatures_du_participant ON candidatures (territoire_id, participant_id, id);
