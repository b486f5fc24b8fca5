-- Searching. Each field finds the best of its kind that have all the words asked for.
--
-- The work is bounded: of the words asked for, one leads, the one that fewest things have; its best 1,000 things are looked at, and
-- those that have the other words too are the answer. A word that may go on stands for the first 40 words that begin so. Each field
-- asks the table whether the viewer sees what was found, the best first and no further than the page goes.
CREATE FUNCTION market.search_places(of_tenant bigint, of_kind text, low text, high text, up_to int) RETURNS TABLE (id bigint, score int)
  LANGUAGE plpgsql STABLE ROWS 100 SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF low = high THEN
    RETURN QUERY SELECT w.id, w.score FROM market.search_word AS w
      WHERE w.tenant_id = of_tenant AND w.kind = of_kind AND w.word = low ORDER BY w.score DESC, w.id DESC LIMIT up_to;
    RETURN;
  END IF;
  RETURN QUERY
    WITH RECURSIVE begun AS (
      (SELECT w.word, 1 AS n FROM market.search_word AS w
        WHERE w.tenant_id = of_tenant AND w.kind = of_kind AND w.word >= low AND w.word <= high ORDER BY w.word LIMIT 1)
      UNION ALL
      SELECT next.word, b.n + 1 FROM begun AS b CROSS JOIN LATERAL (
        SELECT w.word FROM market.search_word AS w
        WHERE w.tenant_id = of_tenant AND w.kind = of_kind AND w.word > b.word AND w.word <= high ORDER BY w.word LIMIT 1) AS next
      WHERE b.n < 40
    )
    SELECT p.id, max(p.score) AS best
    FROM begun AS b CROSS JOIN LATERAL (
      SELECT w.id, w.score - CASE WHEN b.word = low THEN 0 ELSE 50 END AS score FROM market.search_word AS w
      WHERE w.tenant_id = of_tenant AND w.kind = of_kind AND w.word = b.word
      ORDER BY w.score DESC, w.id DESC LIMIT CASE WHEN b.word = low THEN up_to ELSE least(up_to, 200) END
    ) AS p
    GROUP BY p.id ORDER BY best DESC, p.id DESC LIMIT up_to;
END
$$;
COMMENT ON FUNCTION market.search_places(bigint, text, text, text, int) IS
  'The best things of a kind that have a word from `low` to `high`, at most so many. A word that only begins as asked counts 50 less.';

CREATE FUNCTION market.search(of_tenant bigint, of_kind text, asked text) RETURNS TABLE (id bigint, rank int)
  LANGUAGE plpgsql STABLE ROWS 100 SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  lows text[];
  highs text[];
  fewest int;
  found int;
  lead int;
BEGIN
  SELECT array_agg(t.low), array_agg(t.high) INTO lows, highs FROM market.search_terms(asked) AS t;
  IF cardinality(lows) = 1 THEN
    RETURN QUERY SELECT p.id, p.score FROM market.search_places(of_tenant, of_kind, lows[1], highs[1], 1000) AS p;
    RETURN;
  END IF;
  FOR i IN 1..coalesce(cardinality(lows), 0) LOOP
    SELECT count(*) INTO found FROM (SELECT FROM market.search_word AS w
      WHERE w.tenant_id = of_tenant AND w.kind = of_kind AND w.word >= lows[i] AND w.word <= highs[i] LIMIT 1000) AS w;
    IF fewest IS NULL OR found < fewest THEN
      lead := i;
      fewest := found;
    END IF;
    EXIT WHEN fewest = 0;
  END LOOP;
  IF fewest IS NULL OR fewest = 0 THEN
    RETURN;
  END IF;
  RETURN QUERY
    SELECT p.id, (sum(o.best) / cardinality(lows))::int
    FROM market.search_places(of_tenant, of_kind, lows[lead], highs[lead], 1000) AS p
    CROSS JOIN LATERAL (
      SELECT d.words, d.scores FROM market.search_document AS d WHERE d.tenant_id = of_tenant AND d.kind = of_kind AND d.id = p.id LIMIT 1) AS d
    CROSS JOIN unnest(lows, highs) AS t (low, high)
    CROSS JOIN LATERAL (
      SELECT CASE WHEN t.low = t.high THEN d.scores[array_position(d.words, t.low)] ELSE (
        SELECT max(w.score - CASE WHEN w.word = t.low THEN 0 ELSE 50 END) FROM unnest(d.words, d.scores) AS w (word, score)
        WHERE w.word COLLATE "C" >= t.low AND w.word COLLATE "C" <= t.high) END AS best) AS o
    GROUP BY p.id HAVING count(o.best) = cardinality(lows);
END
$$;
COMMENT ON FUNCTION market.search(bigint, text, text) IS
  'Which things of a kind have all the words asked for, and how well they match: the mean of the words'' scores. At most 1,000.';

CREATE FUNCTION market.search_products(tenant_id bigint, text text, max_rows int, after_rank int, after_id bigint)
  RETURNS TABLE (product_id bigint, rank int) LANGUAGE plpgsql STABLE ROWS 20 SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN QUERY SELECT s.id, s.rank
    FROM (
      SELECT * FROM market.search(search_products.tenant_id, 'product', search_products.text) AS s
      WHERE after_rank IS NULL OR (s.rank, s.id) < (after_rank, after_id) ORDER BY s.rank DESC, s.id DESC
    ) AS s
    CROSS JOIN LATERAL (SELECT FROM market.product AS p WHERE p.tenant_id = search_products.tenant_id AND p.id = s.id LIMIT 1) AS seen
    ORDER BY s.rank DESC, s.id DESC LIMIT max_rows;
END
$$;
COMMENT ON FUNCTION market.search_products(bigint, text, int, int, bigint) IS $$
Products that have all of these words in their name or description, the best first: in the name before in the description, what sold
much before what did not. Accents and capitals do not matter; the last word may be the beginning of one. Finds up to 1,000.
@graph(field: "searchProducts") @scope(read: "products:read") @cost(rows: 1000)
@rows(of: "market.product", key: ["product_id"], order: ["rank DESC"], limit: "max_rows", after: ["after_rank", "after_id"])
@argument(parameter: "text", description: "The words to look for, in any script, however they are typed.")
@result(column: "rank", description: "How well it matches: larger is better. Means something within one search only.")
$$;

CREATE FUNCTION market.search_posts(tenant_id bigint, text text, max_rows int, after_rank int, after_id bigint)
  RETURNS TABLE (post_id bigint, rank int) LANGUAGE plpgsql STABLE ROWS 20 SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN QUERY SELECT s.id, s.rank
    FROM (
      SELECT * FROM market.search(search_posts.tenant_id, 'post', search_posts.text) AS s
      WHERE after_rank IS NULL OR (s.rank, s.id) < (after_rank, after_id) ORDER BY s.rank DESC, s.id DESC
    ) AS s
    CROSS JOIN LATERAL (SELECT FROM market.post AS p WHERE p.tenant_id = search_posts.tenant_id AND p.id = s.id LIMIT 1) AS seen
    ORDER BY s.rank DESC, s.id DESC LIMIT max_rows;
END
$$;
COMMENT ON FUNCTION market.search_posts(bigint, text, int, int, bigint) IS $$
Published posts that have all of these words in their headline or text, the best first: in the headline before in the text, what many
like before what few do. Accents and capitals do not matter; the last word may be the beginning of one. Finds up to 1,000.
@graph(field: "searchPosts") @scope(read: "posts:read") @cost(rows: 1000)
@rows(of: "market.post", key: ["post_id"], order: ["rank DESC"], limit: "max_rows", after: ["after_rank", "after_id"])
@argument(parameter: "text", description: "The words to look for, in any script, however they are typed.")
@result(column: "rank", description: "How well it matches: larger is better. Means something within one search only.")
$$;

CREATE FUNCTION market.search_groups(tenant_id bigint, text text, max_rows int, after_rank int, after_id bigint)
  RETURNS TABLE (group_id bigint, rank int) LANGUAGE plpgsql STABLE ROWS 20 SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN QUERY SELECT s.id, s.rank
    FROM (
      SELECT * FROM market.search(search_groups.tenant_id, 'group', search_groups.text) AS s
      WHERE after_rank IS NULL OR (s.rank, s.id) < (after_rank, after_id) ORDER BY s.rank DESC, s.id DESC
    ) AS s
    CROSS JOIN LATERAL (SELECT FROM market."group" AS g WHERE g.tenant_id = search_groups.tenant_id AND g.id = s.id LIMIT 1) AS seen
    ORDER BY s.rank DESC, s.id DESC LIMIT max_rows;
END
$$;
COMMENT ON FUNCTION market.search_groups(bigint, text, int, int, bigint) IS $$
Groups that have all of these words in their name or in what they say they are for, the best first: in the name before elsewhere, large
groups before small ones. Accents and capitals do not matter; the last word may be the beginning of one. Finds up to 1,000.
@graph(field: "searchGroups") @scope(read: "groups:read") @cost(rows: 1000)
@rows(of: "market.group", key: ["group_id"], order: ["rank DESC"], limit: "max_rows", after: ["after_rank", "after_id"])
@argument(parameter: "text", description: "The words to look for, in any script, however they are typed.")
@result(column: "rank", description: "How well it matches: larger is better. Means something within one search only.")
$$;

CREATE FUNCTION market.search_merchants(tenant_id bigint, text text, max_rows int, after_rank int, after_id bigint)
  RETURNS TABLE (merchant_id bigint, rank int) LANGUAGE plpgsql STABLE ROWS 20 SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN QUERY SELECT s.id, s.rank
    FROM (
      SELECT * FROM market.search(search_merchants.tenant_id, 'merchant', search_merchants.text) AS s
      WHERE after_rank IS NULL OR (s.rank, s.id) < (after_rank, after_id) ORDER BY s.rank DESC, s.id DESC
    ) AS s
    CROSS JOIN LATERAL (SELECT FROM market.merchant AS m WHERE m.tenant_id = search_merchants.tenant_id AND m.id = s.id LIMIT 1) AS seen
    ORDER BY s.rank DESC, s.id DESC LIMIT max_rows;
END
$$;
COMMENT ON FUNCTION market.search_merchants(bigint, text, int, int, bigint) IS $$
Shops that have all of these words in their name, their region or what they say about themselves, the best first: in the name before
elsewhere, well-known shops before others. Accents and capitals do not matter; the last word may be the beginning of one. Finds up to
1,000.
@graph(field: "searchMerchants") @cost(rows: 1000)
@rows(of: "market.merchant", key: ["merchant_id"], order: ["rank DESC"], limit: "max_rows", after: ["after_rank", "after_id"])
@argument(parameter: "text", description: "The words to look for, in any script, however they are typed.")
@result(column: "rank", description: "How well it matches: larger is better. Means something within one search only.")
$$;

GRANT EXECUTE ON FUNCTION market.search_places(bigint, text, text, text, int), market.search(bigint, text, text),
  market.search_products(bigint, text, int, int, bigint), market.search_posts(bigint, text, int, int, bigint),
  market.search_groups(bigint, text, int, int, bigint), market.search_merchants(bigint, text, int, int, bigint)
  TO souk_gateway, souk_reader;
