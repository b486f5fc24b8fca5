CREATE FUNCTION market.tell_periods(of_tenant bigint, campaign bigint) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  first date := coalesce(
    (SELECT max(p.last_day) + 1 FROM market.campaign_period AS p WHERE p.tenant_id = of_tenant AND p.campaign_id = campaign),
    (SELECT min(d.day) FROM market.campaign_day AS d WHERE d.tenant_id = of_tenant AND d.campaign_id = campaign));
  today date := (now() AT TIME ZONE 'UTC')::date;
  last date;
BEGIN
  LOOP
    -- The first day by whose end three shops had sold something: their first days in order, the third of them.
    SELECT f.day INTO last FROM (
      SELECT min(d.day) AS day FROM market.campaign_day AS d WHERE d.tenant_id = of_tenant AND d.campaign_id = campaign
        AND d.day BETWEEN first AND today - 1 AND d.orders > 0 GROUP BY d.merchant_id
    ) AS f ORDER BY f.day OFFSET 2 LIMIT 1;
    EXIT WHEN NOT FOUND;
    INSERT INTO market.campaign_period (tenant_id, campaign_id, first_day, last_day, shops, visits, orders, sales, discounts, refunds, currency)
      SELECT of_tenant, campaign, first, last, count(DISTINCT d.merchant_id) FILTER (WHERE d.orders > 0),
        CASE WHEN count(DISTINCT d.merchant_id) FILTER (WHERE d.visits > 0) >= 3 THEN sum(d.visits) END, sum(d.orders), sum(d.sales), sum(d.discounts),
        CASE WHEN count(DISTINCT d.merchant_id) FILTER (WHERE d.refunds > 0) >= 3 THEN sum(d.refunds) END, min(d.currency)
      FROM market.campaign_day AS d WHERE d.tenant_id = of_tenant AND d.campaign_id = campaign AND d.day BETWEEN first AND last
      ON CONFLICT ON CONSTRAINT campaign_period_pkey DO NOTHING;
    first := last + 1;
  END LOOP;
END
$$;
COMMENT ON FUNCTION market.tell_periods(bigint, bigint) IS
  'Adds the periods of a campaign that are over and that three shops sold something in. What was told stays as it is; days on which too few sold wait for later ones.';

CREATE FUNCTION market.refresh_campaign_report_refusal(campaign_id bigint) RETURNS souk.refusal LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.seen_campaign(refresh_campaign_report_refusal.campaign_id);
BEGIN
  RETURN coalesce(market.unless_seen(campaign),
    CASE WHEN NOT souk.is_operator() AND NOT souk.is_in_campaign(campaign.tenant_id, campaign.id)
      THEN souk.refusal('FORBIDDEN', 'Only members of the campaign read its report.') END,
    market.unless_in(campaign, '{live,frozen,ended,cancelled}', 'there is nothing to report'));
END
$$;
COMMENT ON FUNCTION market.refresh_campaign_report_refusal(bigint) IS $$
@guards(mutation: "refresh_campaign_report", on: "campaign")
@cost(rows: 3) @definer(reason: "says what the mutation would say to this viewer, and nothing else")
$$;
GRANT EXECUTE ON FUNCTION market.refresh_campaign_report_refusal(bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.refresh_campaign_report(campaign_id bigint) RETURNS SETOF market.campaign_period LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  campaign market.campaign := market.campaign_for(refresh_campaign_report.campaign_id);
BEGIN
  PERFORM souk.heed(market.refresh_campaign_report_refusal(campaign.id));
  PERFORM market.tell_periods(campaign.tenant_id, campaign.id);
  RETURN QUERY SELECT p.* FROM market.campaign_period AS p WHERE p.tenant_id = campaign.tenant_id AND p.campaign_id = campaign.id ORDER BY p.first_day;
END
$$;
COMMENT ON FUNCTION market.refresh_campaign_report(bigint) IS $$
Adds to a campaign's report what is over since it was last asked for, and returns it whole. Read on with `campaign { periods }`; your own part is in
`campaign { days }` at once.
@graph @visible(to: [MERCHANT, PARTNER, OPERATOR]) @scope(write: "campaigns:write") @definer(reason: "only for members and operators; adds up what tell_periods lets be told")
@argument(parameter: "campaign_id", id: "campaign")
$$;
GRANT EXECUTE ON FUNCTION market.refresh_campaign_report(bigint) TO souk_gateway;
