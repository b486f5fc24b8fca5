-- Loads real marketplace data into the graph, for tests only: one tenant per Brazilian state of the merchants, 19 in all, very
-- uneven. The data is not part of this project; say where it is (a folder that holds fill_social_commerce.sql):
--
--   psql -X -d NAME -v data=/path/to/data -f sql/test/real_data.sql
--
-- as a superuser, on a database with the migrations. Tenants are named by their state (sp, rj, …); ids are the ranks that
-- fill_social_commerce.sql gives, so the same in each run. A database that has the tenant `sp` is left alone.
\set ON_ERROR_STOP 1
\set QUIET 1
SET client_min_messages = warning;
SELECT EXISTS (SELECT FROM souk.tenant WHERE name = 'sp') AS loaded \gset
\if :loaded
\quit
\endif
\cd :data
\i fill_social_commerce.sql

BEGIN;
SET LOCAL search_path = pg_catalog;
CREATE TEMP TABLE place ON COMMIT DROP AS
  SELECT s.tenant_id AS source, s.code, souk.create_tenant(lower(s.code), 'Marketplace ' || s.code, ARRAY[lower(s.code) || '.localhost'], '/' || lower(s.code)) AS t
  FROM (SELECT * FROM sc.tenant ORDER BY tenant_id OFFSET 0) s;
ANALYZE pg_temp.place;

INSERT INTO market.category (tenant_id, id, name, slug)
  SELECT t, row_number() OVER (PARTITION BY t ORDER BY category), initcap(replace(category, '_', ' ')), trim('-' FROM regexp_replace(lower(category), '[^a-z0-9]+', '-', 'g'))
  FROM (SELECT DISTINCT t, category FROM sc.product JOIN pg_temp.place ON source = tenant_id WHERE category IS NOT NULL) c;
INSERT INTO market.merchant (tenant_id, id, name, slug, region, rating, currency, created_at)
  SELECT t, m.id, initcap(m.city) || ' Store ' || left(m.ext_id, 6), m.ext_id, m.city, r.rating, 'BRL', coalesce(r.first_sale, '2016-09-01Z')
  FROM sc.merchant m JOIN pg_temp.place ON source = m.tenant_id
  LEFT JOIN (SELECT i.tenant_id, i.merchant_id AS id, round(avg(v.score), 2) AS rating, min(o.purchased_at) AS first_sale
    FROM sc.order_item i JOIN sc."order" o ON (o.tenant_id, o.id) = (i.tenant_id, i.order_id)
    LEFT JOIN sc.review v ON (v.tenant_id, v.order_id) = (i.tenant_id, i.order_id) GROUP BY 1, 2) r ON (r.tenant_id, r.id) = (m.tenant_id, m.id);
INSERT INTO market.product (tenant_id, id, merchant_id, category_id, name, price, currency, created_at)
  SELECT t, p.id, p.merchant_id, c.id, coalesce(c.name, 'Article') || ' ' || left(p.ext_id, 6), coalesce(s.price, 0), 'BRL', coalesce(s.first_sale, '2016-09-01Z')
  FROM sc.product p JOIN pg_temp.place ON source = p.tenant_id
  LEFT JOIN market.category c ON c.tenant_id = t AND c.name = initcap(replace(p.category, '_', ' '))
  LEFT JOIN (SELECT i.tenant_id, i.product_id AS id, (max(i.price) * 100)::bigint AS price, min(o.purchased_at) AS first_sale
    FROM sc.order_item i JOIN sc."order" o ON (o.tenant_id, o.id) = (i.tenant_id, i.order_id) GROUP BY 1, 2) s ON (s.tenant_id, s.id) = (p.tenant_id, p.id);
INSERT INTO market.merchant_category (tenant_id, merchant_id, category_id)
  SELECT DISTINCT p.tenant_id, p.merchant_id, p.category_id FROM market.product p JOIN pg_temp.place ON t = p.tenant_id WHERE p.category_id IS NOT NULL;
INSERT INTO market.merchant_staff (tenant_id, id, merchant_id, name, duty, created_at)
  SELECT m.tenant_id, m.id, m.id, 'Owner of ' || m.name, 'owner', m.created_at FROM market.merchant m JOIN pg_temp.place ON t = m.tenant_id;
INSERT INTO market.buyer (tenant_id, id, nickname, region, created_at)
  SELECT t, b.id, 'Buyer ' || left(b.ext_id, 8), b.city, coalesce(o.first_order, '2016-09-01Z')
  FROM sc.buyer b JOIN pg_temp.place ON source = b.tenant_id
  LEFT JOIN (SELECT tenant_id, buyer_id AS id, min(purchased_at) AS first_order FROM sc."order" GROUP BY 1, 2) o ON (o.tenant_id, o.id) = (b.tenant_id, b.id);
INSERT INTO market.buyer_contact (tenant_id, buyer_id, full_name, email, city, postal_code, updated_at)
  SELECT t, b.id, 'Buyer ' || left(b.ext_id, 8), left(b.ext_id, 8) || '@mail.example', b.city, b.zip, '2018-09-01Z' FROM sc.buyer b JOIN pg_temp.place ON source = b.tenant_id;

-- An order here is between one buyer and one shop; the few baskets over several shops become several orders.
CREATE TEMP TABLE deal ON COMMIT DROP AS
  SELECT t, tenant_id, order_id, merchant_id, row_number() OVER (PARTITION BY t ORDER BY purchased_at, order_id, merchant_id) AS id, buyer_id, status, purchased_at, delivered_at, total, lines
  FROM (SELECT i.tenant_id, i.order_id, i.merchant_id, o.buyer_id, o.status::text AS status, o.purchased_at, o.delivered_at,
      sum((i.price + i.freight) * 100)::bigint AS total, count(*) AS lines
    FROM sc.order_item i JOIN sc."order" o ON (o.tenant_id, o.id) = (i.tenant_id, i.order_id) GROUP BY 1, 2, 3, 4, 5, 6, 7) d
  JOIN pg_temp.place ON source = tenant_id;
ANALYZE pg_temp.deal;
INSERT INTO market."order" (tenant_id, id, buyer_id, merchant_id, status, total, currency, item_count, created_at, delivered_at)
  SELECT t, id, buyer_id, merchant_id, CASE WHEN status IN ('shipped', 'delivered') THEN status WHEN status = 'created' THEN 'placed'
    WHEN status IN ('canceled', 'unavailable') THEN 'cancelled' ELSE 'paid' END, total, 'BRL', lines, purchased_at, delivered_at FROM pg_temp.deal;
INSERT INTO market.order_item (tenant_id, order_id, line, product_id, buyer_id, merchant_id, quantity, unit_price, currency)
  SELECT d.t, d.id, row_number() OVER (PARTITION BY d.t, d.id ORDER BY i.item_no), i.product_id, d.buyer_id, d.merchant_id, 1, (i.price * 100)::bigint, 'BRL'
  FROM pg_temp.deal d JOIN sc.order_item i ON (i.tenant_id, i.order_id, i.merchant_id) = (d.tenant_id, d.order_id, d.merchant_id);

INSERT INTO market."group" (tenant_id, id, organizer_id, name, entry, created_at)
  SELECT t, g.id, g.owner_id, g.name, 'open', '2015-01-01Z'::timestamptz + g.ext_id % 900 * interval '1 day' FROM sc."group" g JOIN pg_temp.place ON source = g.tenant_id;
INSERT INTO market.group_member (tenant_id, group_id, buyer_id, role, joined_at)
  SELECT t, m.group_id, m.buyer_id, CASE WHEN g.owner_id = m.buyer_id THEN 'host' ELSE 'member' END,
    '2017-07-01Z'::timestamptz + (m.group_id * 7919 + m.buyer_id * 104729) % 36000000 * interval '1 second'
  FROM sc.membership m JOIN sc."group" g ON (g.tenant_id, g.id) = (m.tenant_id, m.group_id) JOIN pg_temp.place ON source = m.tenant_id;

-- Whom buyers trust, and the shops they bought from.
INSERT INTO market.follow (tenant_id, id, follower_buyer_id, followed_buyer_id, followed_merchant_id, created_at)
  SELECT t, row_number() OVER (PARTITION BY t ORDER BY follower, buyer NULLS LAST, merchant), follower, buyer, merchant, at
  FROM (
    SELECT tenant_id, follower_id AS follower, followed_id AS buyer, NULL::bigint AS merchant,
      '2016-09-01Z'::timestamptz + (follower_id * 7919 + followed_id * 104729) % 63000000 * interval '1 second' AS at FROM sc.follow
    UNION ALL
    SELECT tenant_id, buyer_id, NULL, merchant_id, min(purchased_at) FROM pg_temp.deal GROUP BY 1, 2, 4
  ) f JOIN pg_temp.place ON source = f.tenant_id;

-- Real campaigns of one retailer; the other participants are the shops that sold most to the buyers it addressed.
CREATE TEMP TABLE part ON COMMIT DROP AS
  SELECT t, campaign_id, initiator, merchant_id, k FROM (
    SELECT c.tenant_id, c.id AS campaign_id, c.merchant_id AS initiator, d.merchant_id, row_number() OVER (PARTITION BY c.tenant_id, c.id ORDER BY count(*) DESC, d.merchant_id) AS k
    FROM sc.campaign c JOIN sc.campaign_target x ON (x.tenant_id, x.campaign_id) = (c.tenant_id, c.id)
    JOIN pg_temp.deal d ON (d.tenant_id, d.buyer_id) = (x.tenant_id, x.buyer_id) AND d.merchant_id <> c.merchant_id GROUP BY 1, 2, 3, 4) p
  JOIN pg_temp.place ON source = tenant_id WHERE k <= 9
  UNION ALL SELECT t, c.id, c.merchant_id, c.merchant_id, 0 FROM sc.campaign c JOIN pg_temp.place ON source = c.tenant_id;
INSERT INTO market.campaign (tenant_id, id, merchant_id, title, kind, status, seats, starts_at, ends_at, created_at, currency)
  SELECT t, c.id, c.merchant_id, 'Campaign ' || c.id || ' (' || c.type || ')',
    CASE c.type WHEN 'Type A' THEN 'joint_marketing' WHEN 'Type B' THEN 'mutual_coupons' ELSE 'cross_store_exchange' END,
    CASE WHEN upper(c.active) > '2017-12-01' THEN 'live' ELSE 'ended' END, 12, lower(c.active), upper(c.active), lower(c.active) - interval '14 days', 'BRL'
  FROM sc.campaign c JOIN pg_temp.place ON source = c.tenant_id;
INSERT INTO market.campaign_participant (tenant_id, campaign_id, merchant_id, initiator_id, is_public, part, state, created_at)
  SELECT p.t, p.campaign_id, p.merchant_id, p.initiator, true, CASE k WHEN 0 THEN 'initiator' ELSE 'partner' END, 'accepted', c.created_at + k * interval '5 hours'
  FROM pg_temp.part p JOIN market.campaign c ON (c.tenant_id, c.id) = (p.t, p.campaign_id);

SELECT market.recount(t) FROM pg_temp.place \g /dev/null
UPDATE market.merchant m SET monthly_sales = s.sales FROM (
    SELECT tenant_id, merchant_id AS id, sum(total) AS sales FROM market."order" WHERE created_at > '2018-08-01Z' AND status <> 'cancelled' GROUP BY 1, 2) s
  JOIN pg_temp.place ON t = s.tenant_id WHERE (m.tenant_id, m.id) = (s.tenant_id, s.id);
DROP SCHEMA sc CASCADE;
COMMIT;
ANALYZE;
SELECT t.name, (SELECT count(*) FROM market.merchant WHERE tenant_id = t.id) AS merchants, (SELECT count(*) FROM market.buyer WHERE tenant_id = t.id) AS buyers,
  (SELECT count(*) FROM market."order" WHERE tenant_id = t.id) AS orders, (SELECT count(*) FROM market.follow WHERE tenant_id = t.id) AS follows
FROM souk.tenant t ORDER BY 2 DESC;
