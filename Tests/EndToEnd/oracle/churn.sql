-- Inserts rows anywhere in the orders of the demo's first marketplace, and deletes them and loose rows of the demo again, in
-- transactions of their own, until the table `enough` has a row.
SET client_min_messages = warning;
CREATE TABLE IF NOT EXISTS public.enough (yes boolean);
DO $$
DECLARE
  t bigint := (SELECT id FROM souk.tenant WHERE name = 'bazaar');
  n bigint := 0;
  new bigint;
  moment timestamptz;
BEGIN
  WHILE NOT EXISTS (SELECT FROM public.enough) LOOP
    n := n + 1;
    new := 1000000000 + n;
    moment := '2026-11-01Z'::timestamptz - random() * interval '600 days';
    INSERT INTO market.merchant (tenant_id, id, name, slug, region, rating, currency, created_at)
      VALUES (t, new, 'New', 'new-' || n, '上海', CASE WHEN n % 3 > 0 THEN 5 * random() END, 'CNY', moment);
    INSERT INTO market.buyer (tenant_id, id, nickname, created_at) VALUES (t, new, 'New', moment);
    INSERT INTO market.product (tenant_id, id, merchant_id, name, price, currency, created_at)
      VALUES (t, new, 1 + n % 3, 'New', 100 * floor(300 * random()), 'CNY', moment);
    INSERT INTO market.post (tenant_id, id, author_merchant_id, body, created_at) VALUES (t, new, 1 + n % 3, 'New', moment);
    INSERT INTO market.follow (tenant_id, id, follower_buyer_id, followed_merchant_id, created_at) VALUES (t, new, new, 1 + n % 3, moment);
    COMMIT;
    DELETE FROM market.follow WHERE tenant_id = t AND id IN (new - 5, 3 * n);
    DELETE FROM market.post WHERE tenant_id = t AND id IN (new - 5, 3 * n);
    DELETE FROM market.order_item WHERE tenant_id = t AND line > 1 AND order_id = n;
    COMMIT;
    DELETE FROM market.product WHERE tenant_id = t AND id = new - 5;
    DELETE FROM market.buyer WHERE tenant_id = t AND id = new - 5;
    DELETE FROM market.merchant WHERE tenant_id = t AND id = new - 5;
    COMMIT;
    PERFORM pg_sleep(0.002);
  END LOOP;
END $$;
