-- The words of a text as they are looked for: letters and digits, whatever their case and accents, each word after a space.
CREATE FUNCTION mots(texte text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT rtrim(regexp_replace(' ' || regexp_replace(lower(normalize(
    replace(replace(replace(translate(texte, 'ŒÆłŁđĐıøØ', 'œælLdDioO'), 'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'),
    NFKD)), '[\u0300-\u036f]', '', 'g'), '[^a-z0-9]+', ' ', 'g'))
$$;
