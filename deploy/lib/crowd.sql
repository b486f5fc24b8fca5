-- Marketplaces by the thousand, each as small as the other: 25 shops, 20 live campaigns of five. For deploy/bench, as a superuser, on a database
-- with the migrations and nothing else; :tenants is how many. Nothing is checked or counted on the way, so what is counted is given.
\set ON_ERROR_STOP on
BEGIN;
SET LOCAL session_replication_role = replica;
SET LOCAL souk.changes = off;
INSERT INTO souk.tenant (id, name, title) SELECT t, 'crowd-' || t, 'Marketplace ' || t FROM generate_series(1, :tenants) AS t;
INSERT INTO market.merchant (tenant_id, id, name, slug, region, rating, currency, created_at)
  SELECT t, m, 'Shop ' || m || ' of ' || t, 'shop-' || m, (ARRAY['Hamburg', 'Porto', 'Bergen', 'Trieste'])[1 + (m + t) % 4],
    round(3 + (m * 7 + t) % 20 / 10.0, 1), 'EUR', '2026-01-01Z'::timestamptz + make_interval(hours => m)
  FROM generate_series(1, :tenants) AS t, generate_series(1, 25) AS m;
INSERT INTO market.campaign (tenant_id, id, merchant_id, title, theme, kind, status, seats, participant_count, starts_at, ends_at, created_at, currency, terms)
  SELECT t, c, 1 + c % 25, 'Night Market ' || c || ' of ' || t, CASE WHEN c % 3 > 0 THEN 'slow living' END, 'joint_marketing', 'live', 13 + c % 8, 5,
    '2026-10-01Z', '2046-10-01Z', '2026-09-01Z'::timestamptz + make_interval(hours => c), 'EUR', 'Each shop bears its part of the discount.'
  FROM generate_series(1, :tenants) AS t, generate_series(1, 20) AS c;
INSERT INTO market.campaign_participant (tenant_id, campaign_id, merchant_id, initiator_id, is_public, part, state, created_at)
  SELECT t, c, 1 + (c + p * 3) % 25, 1 + c % 25, true, CASE p WHEN 0 THEN 'initiator' ELSE 'partner' END, 'accepted',
    '2026-09-02Z'::timestamptz + make_interval(hours => c * 7 + p)
  FROM generate_series(1, :tenants) AS t, generate_series(1, 20) AS c, generate_series(0, 4) AS p;
COMMIT;
