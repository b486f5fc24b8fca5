-- The graph of people: each function against the same question asked plainly, for many viewers; and what must stay unseen.
CREATE FUNCTION test.rows_of(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  answer text;
BEGIN
  SET LOCAL ROLE souk_gateway;
  EXECUTE format('SELECT array_agg(x.*::text)::text FROM (%s) AS x', query) INTO answer;
  RESET ROLE;
  RETURN coalesce(answer, '{}');
END
$$;
CREATE FUNCTION test.plain_rows(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  answer text;
BEGIN
  EXECUTE format('SELECT array_agg(x.*::text)::text FROM (%s) AS x', query) INTO answer;
  RETURN coalesce(answer, '{}');
END
$$;

-- Following back, and newest posts of one moment, happen seldom by chance.
INSERT INTO market.follow (tenant_id, id, follower_buyer_id, followed_buyer_id, created_at)
  SELECT f.tenant_id, 8000000 + f.id, f.followed_buyer_id, f.follower_buyer_id, f.created_at + interval '1 hour' FROM market.follow f
  WHERE f.followed_buyer_id IS NOT NULL AND f.id % 3 = 0 ON CONFLICT DO NOTHING;
UPDATE market.post SET created_at = date_trunc('month', created_at) WHERE id % 4 = 0;
CREATE TEMP TABLE asker AS
  SELECT 'buyer' AS role, i::text AS subject, '' AS shops, format('f.follower_buyer_id = %s', i) AS mine FROM generate_series(1, 15) AS i
  UNION ALL SELECT 'merchant', '7', i::text, format('f.follower_merchant_id = %s', i) FROM generate_series(1, 5) AS i
  UNION ALL SELECT 'partner', '1', '1,2,3', 'f.follower_merchant_id IN (1, 2, 3)';
CREATE FUNCTION test.ask(who pg_temp.asker, tenant text DEFAULT '1') RETURNS void LANGUAGE sql AS $$
  SELECT test.become(tenant, who.role, who.subject, who.shops, CASE who.role WHEN 'partner' THEN 'follows:read posts:read buyers:read groups:read' ELSE '' END);
$$;

DO $$
DECLARE
  who pg_temp.asker;
  name text;
  got text;
  want text;
  checked int := 0;
BEGIN
  FOR who IN TABLE pg_temp.asker LOOP
    PERFORM test.ask(who);
    name := format(' (%s %s%s)', who.role, who.subject, who.shops);

    want := test.plain_rows(format($q$
      WITH mine AS (SELECT f.* FROM market.follow f WHERE f.tenant_id = 1 AND %s)
      SELECT p.id, p.created_at FROM market.post p WHERE p.tenant_id = 1 AND p.status = 'published' AND (
        p.author_merchant_id IN (SELECT followed_merchant_id FROM mine) OR p.author_buyer_id IN (SELECT followed_buyer_id FROM mine)
        OR p.author_merchant_id IN (SELECT g.merchant_id FROM market."group" g JOIN mine ON g.tenant_id = 1 AND g.id = mine.followed_group_id)
        OR p.author_buyer_id IN (SELECT g.organizer_id FROM market."group" g JOIN mine ON g.tenant_id = 1 AND g.id = mine.followed_group_id))
      ORDER BY p.created_at DESC, p.id DESC$q$, who.mine));
    got := test.rows_of('SELECT * FROM market.feed(1, 100000, NULL, NULL)');
    PERFORM test.holds('the feed is all published posts of whom one follows, newest first' || name, got = want);
    got := test.rows_of($q$
      WITH RECURSIVE page AS (
        SELECT n, post_id, posted_at FROM market.feed(1, 3, NULL, NULL) WITH ORDINALITY AS f (post_id, posted_at, n)
        UNION ALL SELECT n.n, n.post_id, n.posted_at FROM page p CROSS JOIN LATERAL market.feed(1, 3, p.posted_at, p.post_id) WITH ORDINALITY AS n (post_id, posted_at, n)
        WHERE p.n = 3
      ) SELECT post_id, posted_at FROM page$q$);
    PERFORM test.holds('pages of the feed give each post once, in the one order' || name, got = want);
    checked := checked + cardinality(want::text[]);

    want := test.plain_rows(format($q$
      WITH mine AS (SELECT f.* FROM market.follow f WHERE f.tenant_id = 1 AND %s),
      beyond AS (SELECT f.* FROM market.follow f WHERE f.tenant_id = 1 AND (f.follower_buyer_id IN (SELECT followed_buyer_id FROM mine)
        OR f.follower_merchant_id IN (SELECT followed_merchant_id FROM mine)))
      SELECT followed_merchant_id, count(*)::int AS n FROM beyond
      WHERE followed_merchant_id NOT IN (SELECT followed_merchant_id FROM mine WHERE followed_merchant_id IS NOT NULL)
        AND NOT followed_merchant_id = ANY (string_to_array(%L, ',')::bigint[])
      GROUP BY 1 ORDER BY n DESC, 1 DESC LIMIT 100$q$, who.mine, who.shops));
    got := test.rows_of('SELECT * FROM market.suggested_merchants(1)');
    PERFORM test.holds('suggested shops are those followed by whom one follows, counted' || name, got = want);
    checked := checked + cardinality(want::text[]);
  END LOOP;
  PERFORM test.holds('feeds and suggestions were there to be compared', checked > 200, checked::text);

  checked := 0;
  FOR who IN SELECT * FROM pg_temp.asker a WHERE a.role = 'buyer' LOOP
    PERFORM test.ask(who);
    name := format(' (buyer %s)', who.subject);
    want := test.plain_rows(format($q$
      SELECT f.followed_buyer_id, f.created_at FROM market.follow f JOIN market.follow b ON b.tenant_id = 1 AND b.follower_buyer_id = f.followed_buyer_id AND b.followed_buyer_id = f.follower_buyer_id
      WHERE f.tenant_id = 1 AND %s ORDER BY f.created_at DESC, 1 DESC$q$, who.mine));
    PERFORM test.holds('mutual follows are those that follow back' || name,
      test.rows_of(format('SELECT * FROM market.buyer_mutual_follows(1, %s, 1000, NULL, NULL)', who.subject)) = want);
    PERFORM test.holds('pages of mutual follows give each once' || name, test.rows_of(format($q$
      WITH RECURSIVE page AS (
        SELECT n, buyer_id, since FROM market.buyer_mutual_follows(1, %1$s, 2, NULL, NULL) WITH ORDINALITY AS f (buyer_id, since, n)
        UNION ALL SELECT n.n, n.buyer_id, n.since FROM page p CROSS JOIN LATERAL market.buyer_mutual_follows(1, %1$s, 2, p.since, p.buyer_id) WITH ORDINALITY AS n (buyer_id, since, n)
        WHERE p.n = 2
      ) SELECT buyer_id, since FROM page$q$, who.subject)) = want);
    checked := checked + cardinality(want::text[]);
    want := test.plain_rows(format($q$
      WITH mine AS (SELECT f.* FROM market.follow f WHERE f.tenant_id = 1 AND %s)
      SELECT f.followed_buyer_id, count(*)::int AS n FROM market.follow f WHERE f.tenant_id = 1 AND f.follower_buyer_id IN (SELECT followed_buyer_id FROM mine)
        AND f.followed_buyer_id <> %s AND NOT EXISTS (SELECT FROM mine WHERE mine.followed_buyer_id = f.followed_buyer_id)
      GROUP BY 1 ORDER BY n DESC, 1 DESC LIMIT 100$q$, who.mine, who.subject));
    PERFORM test.holds('suggested buyers are those followed by whom one follows, counted' || name, test.rows_of('SELECT * FROM market.suggested_buyers(1)') = want);
    want := test.plain_rows(format($q$
      WITH mine AS (SELECT f.* FROM market.follow f WHERE f.tenant_id = 1 AND %s)
      SELECT f.followed_group_id, count(*)::int AS n FROM market.follow f WHERE f.tenant_id = 1 AND f.follower_buyer_id IN (SELECT followed_buyer_id FROM mine)
        AND f.followed_group_id IS NOT NULL AND NOT EXISTS (SELECT FROM mine WHERE mine.followed_group_id = f.followed_group_id)
      GROUP BY 1 ORDER BY n DESC, 1 DESC LIMIT 100$q$, who.mine));
    PERFORM test.holds('suggested groups are those followed by whom one follows, counted' || name, test.rows_of('SELECT * FROM market.suggested_groups(1)') = want);

    FOR name, got, want IN SELECT v.name || format(' (buyer %s)', who.subject),
      test.rows_of(format('SELECT t.id, f.* FROM generate_series(1, 40) AS t (id) CROSS JOIN LATERAL market.%s(1, t.id) AS f ORDER BY 1, 2', v.fn)),
      test.plain_rows(format($q$SELECT f2.%2$s, f2.%3$s, f2.created_at FROM market.follow f JOIN market.follow f2 ON f2.tenant_id = 1 AND f2.%3$s = f.%4$s
        WHERE f.tenant_id = 1 AND %1$s AND f2.%2$s <= 40 ORDER BY 1, 2$q$, who.mine, v.target, v.follower, v.followed))
      FROM (VALUES ('followers of shops whom one follows', 'merchant_followers_i_follow', 'followed_merchant_id', 'follower_buyer_id', 'followed_buyer_id'),
        ('followers of buyers whom one follows', 'buyer_followers_i_follow', 'followed_buyer_id', 'follower_buyer_id', 'followed_buyer_id'),
        ('followers of groups whom one follows', 'group_followers_i_follow', 'followed_group_id', 'follower_buyer_id', 'followed_buyer_id'),
        ('shops that follow shops and are followed by one', 'merchant_shops_i_follow', 'followed_merchant_id', 'follower_merchant_id', 'followed_merchant_id')
      ) AS v (name, fn, target, follower, followed)
    LOOP
      PERFORM test.holds(name, got = want, got || ' not ' || want);
      checked := checked + cardinality(want::text[]);
    END LOOP;
  END LOOP;
  PERFORM test.holds('mutual follows and common followers were there to be compared', checked > 100, checked::text);
END
$$;

-- Walls. Whoever has nobody to ask for gets nothing, and nobody gets anything of another tenant.
CREATE TEMP TABLE people_field AS SELECT * FROM (VALUES ('market.feed(%s, 1000, NULL, NULL)'), ('market.suggested_merchants(%s)'), ('market.suggested_buyers(%s)'),
  ('market.suggested_groups(%s)'), ('market.buyer_mutual_follows(%s, 5, 1000, NULL, NULL)'), ('market.merchant_followers_i_follow(%s, 1)'),
  ('market.buyer_followers_i_follow(%s, 1)'), ('market.group_followers_i_follow(%s, 1)'), ('market.merchant_shops_i_follow(%s, 1)')) AS v (call);
DO $$
DECLARE
  field record;
BEGIN
  FOR field IN TABLE pg_temp.people_field LOOP
    PERFORM test.become('1', 'buyer', '5'), test.holds('a buyer of tenant 1 gets nothing of tenant 2 from ' || field.call, test.seen('SELECT count(*) FROM ' || format(field.call, 2)) = 0);
    PERFORM test.become('', 'buyer', '5'), test.holds('without a tenant there is nothing in ' || field.call, test.seen('SELECT count(*) FROM ' || format(field.call, 1)) = 0);
    PERFORM test.become('1', 'anonymous', '5', '1'), test.holds('a visitor gets nothing from ' || field.call, test.seen('SELECT count(*) FROM ' || format(field.call, 1)) = 0);
    PERFORM test.become('1', 'partner', '5', '1,2,3', 'posts:read buyers:read groups:read'), test.holds('a partner without follows:read gets nothing from ' || field.call,
      test.seen('SELECT count(*) FROM ' || format(field.call, 1)) = 0);
    PERFORM test.become('1', 'buyer', '5', '', 'posts:read'), test.holds('a token without follows:read gets nothing from ' || field.call,
      test.seen('SELECT count(*) FROM ' || format(field.call, 1)) = 0);
  END LOOP;
  PERFORM test.become('1', 'buyer', '5', '', 'follows:read');
  PERFORM test.holds('a token without posts:read has no feed', test.seen('SELECT count(*) FROM market.feed(1, 1000, NULL, NULL)') = 0);
END
$$;
SELECT test.become('1', 'buyer', '1') \g /dev/null
SELECT test.holds('no draft and no removed post is in a feed, the viewer''s own among them', test.seen($$SELECT count(*) FROM market.feed(1, 1000, NULL, NULL) f
  JOIN market.post p ON p.tenant_id = 1 AND p.id = f.post_id WHERE p.status <> 'published'$$) = 0);
