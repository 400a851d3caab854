-- A text as it is looked for: its letters and digits, whatever their case and accents.
CREATE FUNCTION lettres(texte text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT regexp_replace(lower(normalize(
    replace(replace(replace(translate(texte, 'ŒÆłŁđĐıøØ', 'œælLdDioO'), 'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'),
    NFKD)), '[^a-z0-9]', '', 'g')
$$;
