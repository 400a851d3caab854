DROP TABLE contrat_signatures, contrats, commission_dossiers, commissions, entretiens_diagnostic, diagnostics, candidature_signatures, candidatures, pieces, situations, participants;
