CREATE FUNCTION market.told(amount bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN amount < 100 THEN amount ELSE round(amount::numeric, 1 - floor(log(amount::numeric))::int)::bigint END;
COMMENT ON FUNCTION market.told(bigint) IS 'A figure as it is told of several shops together: with its first two digits.';

CREATE FUNCTION market.may_be_told(sold bigint[], new_buyers bigint[]) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(count(*) FILTER (WHERE s.buyers >= 3) >= 3
    -- Beside the two largest there is something: else the second would know what the first sold.
    AND sum(s.sold) FILTER (WHERE s.place > 2) * 10 >= max(s.sold), false)
  FROM (SELECT f.sold, f.buyers, row_number() OVER (ORDER BY f.sold DESC) AS place FROM unnest(sold, new_buyers) AS f (sold, buyers)) AS s;
$$;
COMMENT ON FUNCTION market.may_be_told(bigint[], bigint[]) IS
  'Whether what shops sold may be told together, given what each sold and to how many new buyers: the rules at the head of market.campaign_day.';

-- The periods that could be told of a campaign, from a day on: for each its first and last day.
CREATE FUNCTION market.periods_from(of_tenant bigint, campaign bigint, start date, until date) RETURNS TABLE (first_day date, last_day date)
  LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  row record;
  shops bigint[] := '{}';
  sold bigint[] := '{}';
  buyers bigint[] := '{}';
  place int;
BEGIN
  first_day := start;
  FOR row IN
    SELECT d.day, d.merchant_id, d.sales, d.new_buyers, lead(d.day) OVER (ORDER BY d.day, d.merchant_id) IS DISTINCT FROM d.day AS is_last
    FROM market.campaign_day AS d WHERE d.tenant_id = of_tenant AND d.campaign_id = campaign AND d.day BETWEEN start AND until AND d.orders > 0
    ORDER BY d.day, d.merchant_id
  LOOP
    place := coalesce(array_position(shops, row.merchant_id), cardinality(shops) + 1);
    shops[place] := row.merchant_id;
    sold[place] := coalesce(sold[place], 0) + row.sales;
    buyers[place] := coalesce(buyers[place], 0) + row.new_buyers;
    IF row.is_last AND cardinality(shops) >= 3 AND market.may_be_told(sold, buyers) THEN
      last_day := row.day;
      RETURN NEXT;
      first_day := row.day + 1;
      shops := '{}';
      sold := '{}';
      buyers := '{}';
    END IF;
  END LOOP;
END
$$;
COMMENT ON FUNCTION market.periods_from(bigint, bigint, date, date) IS 'The shortest periods of these days that may be told one after the other. Walks through the days once.';

CREATE FUNCTION market.tell_period(of_tenant bigint, campaign bigint, first date, last date) RETURNS void LANGUAGE sql
  SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO market.campaign_period (tenant_id, campaign_id, first_day, last_day, shops, sellers, visits, orders, sales, discounts, refunds, currency)
    SELECT of_tenant, campaign, first, last, count(*) FILTER (WHERE s.new_buyers >= 3), array_agg(s.merchant_id ORDER BY s.merchant_id) FILTER (WHERE s.new_buyers >= 3),
      CASE WHEN market.may_be_told(array_agg(s.visits::bigint), array_agg(CASE WHEN s.visits > 0 THEN 3::bigint ELSE 0 END)) THEN market.told(sum(s.visits)::bigint) END, market.told(sum(s.orders)::bigint), market.told(sum(s.sales)::bigint),
      market.told(sum(s.discounts)::bigint), CASE WHEN market.may_be_told(array_agg(s.refunds::bigint), array_agg(CASE WHEN s.refunds > 0 THEN 3::bigint ELSE 0 END))
        THEN market.told(sum(s.refunds)::bigint) END, min(s.currency)
    FROM (
      SELECT d.merchant_id, sum(d.visits) AS visits, sum(d.orders) AS orders, sum(d.new_buyers) AS new_buyers, sum(d.sales) AS sales, sum(d.discounts) AS discounts,
        sum(d.refunds) AS refunds, min(d.currency) AS currency
      FROM market.campaign_day AS d WHERE d.tenant_id = of_tenant AND d.campaign_id = campaign AND d.day BETWEEN first AND last GROUP BY 1
    ) AS s
    ON CONFLICT ON CONSTRAINT campaign_period_pkey DO NOTHING;
$$;
COMMENT ON FUNCTION market.tell_period(bigint, bigint, date, date) IS 'Adds a period to what is told of a campaign.';

CREATE FUNCTION market.tell_periods(of_tenant bigint, campaign bigint) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  start date;
  yesterday date := (now() AT TIME ZONE 'UTC')::date - 1;
  last_sale date;
  last_booked date;
  is_over boolean;
  waiting_from date;
  waiting_until date;
  next record;
BEGIN
  -- One after the other: two who looked at different moments would tell periods that overlap.
  PERFORM pg_advisory_xact_lock(hashtextextended('periods of ' || of_tenant || ':' || campaign, 0));
  start := coalesce((SELECT max(p.last_day) + 1 FROM market.campaign_period AS p WHERE p.tenant_id = of_tenant AND p.campaign_id = campaign),
    (SELECT min(d.day) FROM market.campaign_day AS d WHERE d.tenant_id = of_tenant AND d.campaign_id = campaign));
  SELECT max(d.day) FILTER (WHERE d.orders > 0), max(d.day) INTO last_sale, last_booked FROM market.campaign_day AS d
    WHERE d.tenant_id = of_tenant AND d.campaign_id = campaign AND d.day <= yesterday;
  -- A week after the last sale, so that what was given back meanwhile is in it.
  SELECT market.campaign_phase(c.status, c.ends_at) IN ('ended', 'cancelled') AND last_sale + 7 <= yesterday INTO is_over
    FROM market.campaign AS c WHERE c.tenant_id = of_tenant AND c.id = campaign;
  FOR next IN SELECT p.first_day, p.last_day FROM market.periods_from(of_tenant, campaign, start, yesterday) AS p LOOP
    IF waiting_until IS NOT NULL THEN
      PERFORM market.tell_period(of_tenant, campaign, waiting_from, waiting_until);
    END IF;
    waiting_from := next.first_day;
    waiting_until := next.last_day;
  END LOOP;
  IF is_over AND waiting_until IS NOT NULL THEN
    -- The days behind it in which too few sold, unless with them one would outweigh the others.
    IF (SELECT market.may_be_told(array_agg(s.sold), array_agg(s.buyers)) FROM (SELECT sum(d.sales)::bigint AS sold, sum(d.new_buyers)::bigint AS buyers
        FROM market.campaign_day AS d WHERE d.tenant_id = of_tenant AND d.campaign_id = campaign AND d.day BETWEEN waiting_from AND last_booked GROUP BY d.merchant_id) AS s) THEN
      waiting_until := last_booked;
    END IF;
    PERFORM market.tell_period(of_tenant, campaign, waiting_from, waiting_until);
  END IF;
END
$$;
COMMENT ON FUNCTION market.tell_periods(bigint, bigint) IS
  'Adds the periods of a campaign that are over and may be told. The last one waits for the next, or for the end of the campaign, to take in the days behind it. What was told stays as it is.';

ALTER TABLE market.campaign ADD COLUMN reported_on date;
COMMENT ON COLUMN market.campaign.reported_on IS $$The day on which it was looked last what may be told of it. @hidden$$;

CREATE FUNCTION market.tell_due_periods() RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  today date := (now() AT TIME ZONE 'UTC')::date;
  due record;
  looked_at bigint := 0;
BEGIN
  -- Whatever sold something yesterday may have a period more; whatever sold something a week before may have its last. Each once a day.
  FOR due IN
    SELECT t.id AS tenant, c.campaign FROM souk.tenant AS t
    CROSS JOIN LATERAL (SELECT DISTINCT d.campaign_id AS campaign FROM market.campaign_day AS d
      JOIN market.campaign AS k ON k.tenant_id = t.id AND k.id = d.campaign_id AND k.reported_on IS DISTINCT FROM today
      WHERE d.tenant_id = t.id AND d.day BETWEEN today - 15 AND today - 1 ORDER BY 1 LIMIT 200) AS c
  LOOP
    PERFORM market.tell_periods(due.tenant, due.campaign);
    UPDATE market.campaign AS k SET reported_on = today WHERE k.tenant_id = due.tenant AND k.id = due.campaign;
    looked_at := looked_at + 1;
  END LOOP;
  RETURN looked_at;
END
$$;
COMMENT ON FUNCTION market.tell_due_periods() IS 'Adds to the reports of campaigns of these two weeks what may be told by now, 200 of each tenant at a time, each once a day. How many that were.';
SELECT souk.add_chore('reports of campaigns', 'market.tell_due_periods', every => '5 minutes');

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
  RETURN QUERY SELECT p.* FROM market.campaign_period AS p WHERE p.tenant_id = campaign.tenant_id AND p.campaign_id = campaign.id
    AND (souk.is_operator() OR souk.leaves_two(p.sellers)) ORDER BY p.first_day;
END
$$;
COMMENT ON FUNCTION market.refresh_campaign_report(bigint) IS $$
Adds to a campaign's report what is over since it was last asked for, and returns it whole. Read on with `campaign { periods }`; your own part is in
`campaign { days }` at once.
@graph @visible(to: [MERCHANT, PARTNER, OPERATOR]) @scope(write: "campaigns:write") @definer(reason: "only for members and operators; adds up what tell_periods lets be told")
@argument(parameter: "campaign_id", id: "campaign") @cost(rows: 400)
$$;
GRANT EXECUTE ON FUNCTION market.refresh_campaign_report(bigint) TO souk_gateway;
