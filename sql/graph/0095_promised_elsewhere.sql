-- A product is in one campaign at a time, whoever sees the other one: a frozen campaign goes on with what it has, and a basket is priced by one
-- campaign only. So the rule holds for campaigns that the viewer does not see, or that the token is not for; but what it is refused with does not say
-- that there is a campaign, and is the same whether there is one that the viewer sees or not. The other one is named to who sees it and brought it there.
CREATE OR REPLACE FUNCTION market.submit_product_refusal(campaign_id bigint, product_id bigint DEFAULT NULL) RETURNS souk.refusal LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.seen_campaign(submit_product_refusal.campaign_id);
  product market.product;
  elsewhere bigint;
BEGIN
  IF submit_product_refusal.product_id IS NULL THEN
    RETURN coalesce(market.unless_seen(campaign),
      CASE WHEN NOT EXISTS (SELECT FROM unnest(souk.merchants()) AS m (id)
        WHERE market.speaks_for(m.id, campaign.sought) AND (market.part_of(campaign, m.id)).state = 'accepted') THEN market.members_only() END,
      market.unless_in(campaign, '{open,signing,live}', 'it takes no products'));
  END IF;
  -- Another shop's product answers like one that is not there.
  SELECT p.* INTO product FROM market.product AS p WHERE p.tenant_id = campaign.tenant_id AND p.id = submit_product_refusal.product_id
    AND p.merchant_id = ANY (souk.merchants()) AND p.status <> 'draft';
  SELECT p.campaign_id INTO elsewhere FROM market.campaign_product AS p JOIN market.campaign AS c ON c.tenant_id = p.tenant_id AND c.id = p.campaign_id
    WHERE p.tenant_id = campaign.tenant_id AND p.product_id = product.id AND p.campaign_id <> campaign.id AND p.state IN ('submitted', 'accepted')
      AND market.campaign_phase(c.status, c.ends_at) NOT IN ('ended', 'cancelled') AND c.starts_at < campaign.ends_at AND campaign.starts_at < c.ends_at
    ORDER BY souk.sees_campaign(p.tenant_id, p.campaign_id) DESC LIMIT 1;
  RETURN coalesce(market.unless_seen(campaign),
    CASE WHEN souk.merchants() IS NULL THEN souk.refusal('FORBIDDEN', 'Only a shop may do this.')
      WHEN product.id IS NULL THEN souk.refusal('NOT_FOUND', 'Your shop sells no such product.', 'product_id')
      WHEN NOT market.speaks_for(product.merchant_id, campaign.sought) OR (market.part_of(campaign, product.merchant_id)).state IS DISTINCT FROM 'accepted'
        THEN market.members_only() END,
    market.unless_in(campaign, '{open,signing,live}', 'it takes no products'),
    CASE WHEN product.status <> 'listed' THEN souk.refusal('PRECONDITION', 'The product is not for sale.', 'product_id')
      WHEN product.currency <> campaign.currency THEN souk.refusal('PRECONDITION', format('The campaign counts in %s.', campaign.currency), 'product_id')
      -- The shop itself brought it there, so it may know where, by a token for it.
      WHEN elsewhere IS NOT NULL THEN souk.refusal('CONFLICT', 'The product is not free at that time.', 'product_id',
        CASE WHEN souk.sees_campaign(campaign.tenant_id, elsewhere) THEN jsonb_build_object('campaign', elsewhere::text) END)
      WHEN EXISTS (SELECT FROM market.campaign_product AS p WHERE p.tenant_id = campaign.tenant_id AND p.campaign_id = campaign.id
          AND p.product_id = product.id AND p.state NOT IN ('declined', 'withdrawn'))
        THEN souk.refusal('INVALID_STATE', 'The product is in the campaign already, or waits to be reviewed.', 'product_id') END);
END
$$;

CREATE OR REPLACE FUNCTION market.accept_product_refusal(campaign_id bigint, product_id bigint) RETURNS souk.refusal LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(market.unless_reviewing(campaign_id, product_id, '{submitted}'), (
    SELECT souk.refusal('CONFLICT', 'The product is not free at that time.', 'product_id')
    FROM market.campaign AS mine
    JOIN market.campaign_product AS p ON p.tenant_id = mine.tenant_id AND p.product_id = accept_product_refusal.product_id AND p.campaign_id <> mine.id AND p.state = 'accepted'
    JOIN market.campaign AS c ON c.tenant_id = p.tenant_id AND c.id = p.campaign_id
    WHERE mine.tenant_id = souk.tenant() AND mine.id = accept_product_refusal.campaign_id
      AND market.campaign_phase(c.status, c.ends_at) NOT IN ('ended', 'cancelled') AND c.starts_at < mine.ends_at AND mine.starts_at < c.ends_at LIMIT 1));
$$;
