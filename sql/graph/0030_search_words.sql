-- What a text is searched by: its words, folded, so that "GDAŃSK", "gdansk" and "Gdańsk" are one. Writing without spaces between its
-- words (Chinese, Japanese, Korean) is cut into single characters and into pairs of neighbours. No dictionary: a marketplace speaks
-- several languages at once, and a stemmer of the wrong one finds less than none.
CREATE FUNCTION market.search_tokens(content text) RETURNS TABLE (place bigint, token text, spaced boolean)
  LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 10 BEGIN ATOMIC
  SELECT m.place, left(m.found[1], 200), m.found[2] IS NULL
  FROM regexp_matches(
    -- Compatibility forms become plain ones, accents fall off, what was taken apart for that is put together again.
    lower(normalize(regexp_replace(normalize(search_tokens.content, NFKD), '[\u0300-\u036F]+', '', 'g'), NFKC)),
    '(([\u3005\u3007\u3040-\u30FA\u30FC-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF\U00020000-\U0003FFFF]+)'
    -- Words are what lies between punctuation, spaces and symbols: letters are too many to name.
    '|[^\u0001-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00BF\u00D7\u00F7\u2000-\u303F\u30FB\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7AF\uE000-\uFAFF\uFE10-\uFE6F\uFF00-\uFF65\uFFE0-\uFFFF\U0001F000-\U0001FAFF\U00020000-\U0003FFFF]+)',
    'g') WITH ORDINALITY AS m (found, place);
END;
COMMENT ON FUNCTION market.search_tokens(text) IS
  'The words of a text in their order, folded to lower case without accents; `spaced` is false for a run of characters of a writing that puts no spaces between words.';

CREATE FUNCTION market.search_words(title text, body text) RETURNS TABLE (word text, in_title boolean)
  LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 20 BEGIN ATOMIC
  SELECT w.word, bool_or(p.in_title)
  FROM (VALUES (left(search_words.title, 300), true), (left(search_words.body, 2000), false)) AS p (content, in_title)
  CROSS JOIN LATERAL market.search_tokens(p.content) AS t
  CROSS JOIN LATERAL (
    SELECT left(t.token, 40) WHERE t.spaced
    UNION ALL SELECT substr(t.token, i, n) FROM generate_series(1, length(t.token)) AS i, generate_series(1, 2) AS n
      WHERE NOT t.spaced AND i + n <= length(t.token) + 1
  ) AS w (word)
  GROUP BY w.word;
END;
COMMENT ON FUNCTION market.search_words(text, text) IS
  'The words a thing is found by, each once: of its title, and of the first 2,000 characters of its text.';

CREATE FUNCTION market.search_terms(asked text) RETURNS TABLE (low text, high text)
  LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 3 BEGIN ATOMIC
  SELECT w.word, CASE WHEN bool_or(w.begins) THEN w.word || U&'\+10FFFF' ELSE w.word END
  FROM (
    SELECT t.*, t.place = max(t.place) OVER () AND length(t.token) > 1 AS last FROM market.search_tokens(left(search_terms.asked, 200)) AS t
  ) AS t
  CROSS JOIN LATERAL (
    SELECT 1, left(t.token, 40), t.last WHERE t.spaced
    UNION ALL SELECT i, substr(t.token, i, 2), false FROM generate_series(1, greatest(1, length(t.token) - 1)) AS i WHERE NOT t.spaced
  ) AS w (place, word, begins)
  GROUP BY w.word ORDER BY min(t.place), min(w.place) LIMIT 8;
END;
COMMENT ON FUNCTION market.search_terms(text) IS
  'What a question asks for: up to eight ranges of words, from `low` to `high` in the order of bytes, all of which must be met. The last word may go on, from two letters. Any text is a question; one without words has no terms.';

GRANT EXECUTE ON FUNCTION market.search_tokens(text), market.search_terms(text) TO souk_gateway, souk_reader;
