-- What a viewer's lists of the rows between shops, buyers and campaigns are found by: the viewer's own, not the marketplace's.
CREATE INDEX order_item_by_buyer ON market.order_item (tenant_id, buyer_id, order_id, line);
CREATE INDEX order_item_by_merchant ON market.order_item (tenant_id, merchant_id, order_id, line);

CREATE FUNCTION souk.my_customers() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT DISTINCT o.buyer_id FROM market."order" o
  WHERE o.tenant_id = souk.tenant() AND o.merchant_id = ANY (souk.merchants()) AND o.status NOT IN ('cancelled', 'refunded')
    AND souk.may('buyers.contact:read');
$$;
COMMENT ON FUNCTION souk.my_customers() IS
  'The buyers with an order that stands with a shop on whose behalf the viewer asks: for whom souk.bought_from_me holds. @definer(reason: "returns ids of the viewer''s own customers; stops the rules of two tables from asking each other")';

CREATE FUNCTION souk.my_campaigns() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT DISTINCT p.campaign_id FROM market.campaign_participant p
  WHERE p.tenant_id = souk.tenant() AND p.merchant_id = ANY (souk.merchants()) AND p.state = 'accepted'
    AND souk.may('campaigns:read') AND coalesce(p.campaign_id = ANY (souk.only('campaign')), true);
$$;
COMMENT ON FUNCTION souk.my_campaigns() IS
  'The campaigns of which a shop on whose behalf the viewer asks is a member: for which souk.is_in_campaign holds. @definer(reason: "returns ids of the viewer''s own campaigns; stops the rules of two tables from asking each other")';
GRANT EXECUTE ON FUNCTION souk.my_customers(), souk.my_campaigns() TO souk_gateway, souk_reader;

SELECT souk.find_shared('market.buyer_contact', by => 'buyer_id', among => 'souk.my_customers()');
SELECT souk.find_shared(t, by => 'campaign_id', among => 'souk.my_campaigns()')
  FROM unnest('{market.campaign_agreement,market.campaign_signature,market.campaign_period,market.slot_request}'::regclass[]) AS t;
