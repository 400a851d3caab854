DELETE FROM dossiers_ouverts WHERE role = 'membre_commission';
