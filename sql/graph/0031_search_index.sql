-- Words, and where they stand. Full-text operators are not leakproof: below row security no index of theirs is used. A word here is a
-- row that is found by `=` and `<` of text, which are: so the walls stand around the search as around every table, and no function
-- has to reach through them. The best places of a word come last in its stretch of the key, so that a search reads some of them,
-- however many things there are.
--
-- Only what everybody may see is in it. What somebody writes, removes or withdraws is put right by the function that does so, with
-- market.index_for_search in its transaction; after a bulk load market.recount does it for all. One index to a table: right after a
-- load, when statistics say nothing, there is no other that the planner could take.
CREATE TABLE market.search_word (
  tenant_id bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('merchant', 'product', 'group', 'post')),
  word text COLLATE "C" NOT NULL,
  score int NOT NULL,
  id bigint NOT NULL,
  PRIMARY KEY (tenant_id, kind, word, score, id)
);
CREATE TABLE market.search_document (
  tenant_id bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('merchant', 'product', 'group', 'post')),
  id bigint NOT NULL,
  words text[] COLLATE "C" NOT NULL,
  scores int[] NOT NULL CHECK (cardinality(scores) = cardinality(words)),
  PRIMARY KEY (tenant_id, kind, id)
);

CREATE FUNCTION souk.searchable() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
  RETURN ARRAY['merchant'] || CASE WHEN souk.may('products:read') THEN ARRAY['product'] END || CASE WHEN souk.may('groups:read')
    THEN ARRAY['group'] END || CASE WHEN souk.may('posts:read') THEN ARRAY['post'] END;
COMMENT ON FUNCTION souk.searchable() IS 'The kinds of things that the token may search: those it may read.';
GRANT EXECUTE ON FUNCTION souk.searchable() TO souk_gateway, souk_reader;
SELECT souk.guard_shared(t, public_when => format('$.kind = ANY (%s::text[])', souk.once('souk.searchable()')))
FROM unnest('{market.search_word,market.search_document}'::regclass[]) AS t;

COMMENT ON TABLE market.search_word IS $$That a word stands in something which everybody may see. Not in the graph: ask `searchProducts` and its like.$$;
COMMENT ON COLUMN market.search_word.tenant_id IS $$The marketplace.$$;
COMMENT ON COLUMN market.search_word.kind IS $$What sort of thing it is.$$;
COMMENT ON COLUMN market.search_word.word IS $$The word, as market.search_words gives it.$$;
COMMENT ON COLUMN market.search_word.score IS $$How good a match this is: 200 in the name or headline, 100 in the text, and up to 31 more for a thing that many chose.$$;
COMMENT ON COLUMN market.search_word.id IS $$Which thing of its kind.$$;
COMMENT ON TABLE market.search_document IS $$All words of something which everybody may see: what a search for several words looks at, and what tells old words from new.$$;
COMMENT ON COLUMN market.search_document.tenant_id IS $$The marketplace.$$;
COMMENT ON COLUMN market.search_document.kind IS $$What sort of thing it is.$$;
COMMENT ON COLUMN market.search_document.id IS $$Which thing of its kind.$$;
COMMENT ON COLUMN market.search_document.words IS $$Its words, ascending, each once.$$;
COMMENT ON COLUMN market.search_document.scores IS $$The score of each word.$$;

CREATE VIEW market.search_source WITH (security_invoker = true) AS
  SELECT s.tenant_id, s.kind, s.id, s.title, s.body, least(31, floor(2 * ln(1 + s.chosen::double precision) / ln(2::double precision)))::int AS standing
  FROM (
    SELECT tenant_id, 'merchant' AS kind, id, name AS title, concat_ws(' ', about, region) AS body, follower_count AS chosen FROM market.merchant
    UNION ALL SELECT tenant_id, 'product', id, name, description, sold_at_least FROM market.product WHERE status <> 'draft'
    UNION ALL SELECT tenant_id, 'group', id, name, about, member_count FROM market."group"
    UNION ALL SELECT tenant_id, 'post', id, title, body, like_count FROM market.post WHERE status = 'published'
  ) AS s;
COMMENT ON VIEW market.search_source IS
  'What can be searched, with the text it is found by. `standing` says how many people chose it: 0 for nobody, two more for each doubling, 31 at the most.';

CREATE FUNCTION market.index_for_search(of_tenant bigint, of_kind text, ids bigint[]) RETURNS void LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
  -- One plan for all, by keys, also while statistics say nothing of what was just loaded.
  SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_nestloop = on SET enable_memoize = off
AS $$
DECLARE
  wanted market.search_document[] := ARRAY(
    SELECT ROW(of_tenant, of_kind, s.id, array_agg(w.word ORDER BY w.word),
      array_agg(s.standing + CASE WHEN w.in_title THEN 200 ELSE 100 END ORDER BY w.word))::market.search_document
    FROM unnest(ids) AS i (id)
    CROSS JOIN LATERAL (SELECT * FROM market.search_source AS s WHERE s.tenant_id = of_tenant AND s.kind = of_kind AND s.id = i.id LIMIT 1) AS s
    CROSS JOIN LATERAL market.search_words(s.title, s.body) AS w
    GROUP BY s.id);
  known market.search_document[] := ARRAY(
    SELECT d.it FROM unnest(ids) AS i (id) CROSS JOIN LATERAL (
      SELECT d AS it FROM market.search_document AS d WHERE d.tenant_id = of_tenant AND d.kind = of_kind AND d.id = i.id LIMIT 1) AS d);
  gone record;
BEGIN
  FOR gone IN
    SELECT k.id, w.word, w.score FROM unnest(known) AS k CROSS JOIN LATERAL unnest(k.words, k.scores) AS w (word, score)
    EXCEPT SELECT n.id, w.word, w.score FROM unnest(wanted) AS n CROSS JOIN LATERAL unnest(n.words, n.scores) AS w (word, score)
  LOOP
    DELETE FROM market.search_word AS w
      WHERE w.tenant_id = of_tenant AND w.kind = of_kind AND w.word = gone.word AND w.score = gone.score AND w.id = gone.id;
  END LOOP;
  FOR gone IN SELECT k.id FROM unnest(known) AS k EXCEPT SELECT n.id FROM unnest(wanted) AS n LOOP
    DELETE FROM market.search_document AS d WHERE d.tenant_id = of_tenant AND d.kind = of_kind AND d.id = gone.id;
  END LOOP;
  wanted := ARRAY(SELECT n FROM unnest(wanted) AS n LEFT JOIN unnest(known) AS k ON k.id = n.id WHERE k IS DISTINCT FROM n);
  INSERT INTO market.search_word (tenant_id, kind, word, score, id)
    SELECT of_tenant, of_kind, w.word, w.score, n.id FROM unnest(wanted) AS n CROSS JOIN LATERAL unnest(n.words, n.scores) AS w (word, score)
    ON CONFLICT DO NOTHING;
  INSERT INTO market.search_document SELECT n.* FROM unnest(wanted) AS n
    ON CONFLICT ON CONSTRAINT search_document_pkey DO UPDATE SET words = excluded.words, scores = excluded.scores;
END
$$;
COMMENT ON FUNCTION market.index_for_search(bigint, text, bigint[]) IS
  'Makes the search know these things of a kind as they are now, and forget those that are no longer for everybody. Called by whatever writes their names and texts, in its transaction.';

CREATE FUNCTION market.rebuild_search(of_tenant bigint, of_kind text, only_new boolean DEFAULT false) RETURNS void LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  batch bigint[];
BEGIN
  FOR batch IN
    SELECT array_agg(s.id) FROM (
      SELECT t.id, row_number() OVER (ORDER BY t.id) / 500 AS part
      FROM (
        SELECT s.id FROM market.search_source AS s WHERE s.tenant_id = of_tenant AND s.kind = of_kind
        UNION SELECT d.id FROM market.search_document AS d WHERE NOT only_new AND d.tenant_id = of_tenant AND d.kind = of_kind
        EXCEPT SELECT d.id FROM market.search_document AS d WHERE only_new AND d.tenant_id = of_tenant AND d.kind = of_kind
      ) AS t
    ) AS s GROUP BY s.part
  LOOP
    PERFORM market.index_for_search(of_tenant, of_kind, batch);
  END LOOP;
END
$$;
COMMENT ON FUNCTION market.rebuild_search(bigint, text, boolean) IS
  'Makes the search know a tenant''s things of one kind as they are now: all of them, or only those it knows nothing of yet. For bulk loads, by the migrator; run again it changes only what is wrong.';
