-- Counters are part of the row that shows them. Triggers do not run on distributed tables, so a counter is moved by the very
-- function that writes the edge, in the same transaction; bulk loads set all of a tenant's counters with this function.
CREATE FUNCTION market.recount(tenant bigint) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
  SET enable_nestloop = off  -- right after a bulk load the statistics know nothing of the new tenant
AS $$
BEGIN
  UPDATE market.merchant m SET follower_count = n.followers, product_count = n.products
  FROM (
    SELECT s.id, coalesce(f.n, 0) AS followers, coalesce(p.n, 0) AS products
    FROM market.merchant s
    LEFT JOIN (SELECT followed_merchant_id AS id, count(*) AS n FROM market.follow
      WHERE tenant_id = tenant AND followed_merchant_id IS NOT NULL GROUP BY 1) f USING (id)
    LEFT JOIN (SELECT merchant_id AS id, count(*) AS n FROM market.product
      WHERE tenant_id = tenant AND status = 'listed' GROUP BY 1) p USING (id)
    WHERE s.tenant_id = tenant
  ) n
  WHERE m.tenant_id = tenant AND m.id = n.id AND (m.follower_count, m.product_count) IS DISTINCT FROM (n.followers, n.products);

  UPDATE market.buyer b SET follower_count = n.followers, followee_count = n.followees
  FROM (
    SELECT s.id, coalesce(f.n, 0) AS followers, coalesce(e.n, 0) AS followees
    FROM market.buyer s
    LEFT JOIN (SELECT followed_buyer_id AS id, count(*) AS n FROM market.follow
      WHERE tenant_id = tenant AND followed_buyer_id IS NOT NULL GROUP BY 1) f USING (id)
    LEFT JOIN (SELECT follower_buyer_id AS id, count(*) AS n FROM market.follow
      WHERE tenant_id = tenant AND follower_buyer_id IS NOT NULL GROUP BY 1) e USING (id)
    WHERE s.tenant_id = tenant
  ) n
  WHERE b.tenant_id = tenant AND b.id = n.id AND (b.follower_count, b.followee_count) IS DISTINCT FROM (n.followers, n.followees);

  UPDATE market."group" g SET member_count = n.members, follower_count = n.followers
  FROM (
    SELECT s.id, coalesce(m.n, 0) AS members, coalesce(f.n, 0) AS followers
    FROM market."group" s
    LEFT JOIN (SELECT group_id AS id, count(*) AS n FROM market.group_member WHERE tenant_id = tenant GROUP BY 1) m USING (id)
    LEFT JOIN (SELECT followed_group_id AS id, count(*) AS n FROM market.follow
      WHERE tenant_id = tenant AND followed_group_id IS NOT NULL GROUP BY 1) f USING (id)
    WHERE s.tenant_id = tenant
  ) n
  WHERE g.tenant_id = tenant AND g.id = n.id AND (g.member_count, g.follower_count) IS DISTINCT FROM (n.members, n.followers);

  UPDATE market.campaign c SET participant_count = n.participants
  FROM (
    SELECT s.id, coalesce(p.n, 0) AS participants
    FROM market.campaign s
    LEFT JOIN (SELECT campaign_id AS id, count(*) AS n FROM market.campaign_participant
      WHERE tenant_id = tenant AND state = 'accepted' GROUP BY 1) p USING (id)
    WHERE s.tenant_id = tenant
  ) n
  WHERE c.tenant_id = tenant AND c.id = n.id AND c.participant_count IS DISTINCT FROM n.participants;

  INSERT INTO market.inventory AS v (tenant_id, product_id, merchant_id, sold_count)
    SELECT tenant, p.id, p.merchant_id, i.n
    FROM (SELECT product_id AS id, sum(quantity) AS n FROM market.order_item WHERE tenant_id = tenant GROUP BY 1) i
    JOIN market.product p ON p.tenant_id = tenant AND p.id = i.id
    ON CONFLICT (tenant_id, product_id) DO UPDATE SET sold_count = excluded.sold_count WHERE v.sold_count <> excluded.sold_count;
  UPDATE market.inventory v SET sold_count = 0
  WHERE v.tenant_id = tenant AND v.sold_count <> 0 AND NOT EXISTS (SELECT FROM market.order_item i WHERE i.tenant_id = tenant AND i.product_id = v.product_id);
  PERFORM market.tell_inventory(tenant, ARRAY(SELECT v.product_id FROM market.inventory v WHERE v.tenant_id = tenant));

  UPDATE market."order" o SET item_count = n.items
  FROM (
    SELECT s.id, coalesce(i.n, 0) AS items
    FROM market."order" s
    LEFT JOIN (SELECT order_id AS id, count(*) AS n FROM market.order_item WHERE tenant_id = tenant GROUP BY 1) i USING (id)
    WHERE s.tenant_id = tenant
  ) n
  WHERE o.tenant_id = tenant AND o.id = n.id AND o.item_count IS DISTINCT FROM n.items;

  PERFORM market.rebuild_search(tenant, kind) FROM unnest('{merchant,product,group,post}'::text[]) AS kind;
END
$$;
COMMENT ON FUNCTION market.recount(bigint) IS
  'Sets every counter of a tenant from what it counts, and makes the search know its things as they are. For bulk loads, by the migrator; run again it changes only what is wrong.';
