-- Sums that nobody's prices break. A price has up to thirteen digits, a basket two million things, and five such baskets are more than a bigint holds:
-- so one shop stopped the reports of all campaigns of all marketplaces, which are one transaction.
--
-- What is added up stays at the largest amount once it has come there (9,223,372,036,854,775,807, told as 9,200,000,000,000,000,000). That tells of
-- nobody: it says that all together took that much or more.
CREATE FUNCTION market.held(amount numeric) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN least(amount, 9223372036854775807)::bigint;
COMMENT ON FUNCTION market.held(numeric) IS 'An amount as far as a bigint holds it: the largest one for all that is beyond.';

CREATE OR REPLACE FUNCTION market.book_campaign_day(
  of_tenant bigint, campaign bigint, shop bigint, coin text, more_visits bigint DEFAULT 0, more_orders bigint DEFAULT 0, more_sales bigint DEFAULT 0,
  more_discounts bigint DEFAULT 0, more_refunds bigint DEFAULT 0, more_buyers bigint DEFAULT 0
) RETURNS void LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO market.campaign_day AS d (tenant_id, campaign_id, merchant_id, day, visits, orders, new_buyers, sales, discounts, refunds, currency)
    VALUES (of_tenant, campaign, shop, (now() AT TIME ZONE 'UTC')::date, more_visits, more_orders, more_buyers, more_sales, more_discounts, more_refunds, coin)
    ON CONFLICT ON CONSTRAINT campaign_day_pkey DO UPDATE SET visits = d.visits + excluded.visits, orders = d.orders + excluded.orders, new_buyers = d.new_buyers + excluded.new_buyers,
      sales = market.held(d.sales::numeric + excluded.sales),
      discounts = market.held(d.discounts::numeric + excluded.discounts), refunds = market.held(d.refunds::numeric + excluded.refunds);
$$;

CREATE OR REPLACE FUNCTION market.periods_from(of_tenant bigint, campaign bigint, start date, until date) RETURNS TABLE (first_day date, last_day date)
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
    sold[place] := market.held(coalesce(sold[place], 0)::numeric + row.sales);
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

CREATE OR REPLACE FUNCTION market.tell_period(of_tenant bigint, campaign bigint, first date, last date) RETURNS void LANGUAGE sql
  SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO market.campaign_period (tenant_id, campaign_id, first_day, last_day, shops, sellers, visits, orders, sales, discounts, refunds, currency)
    SELECT of_tenant, campaign, first, last, count(*) FILTER (WHERE s.new_buyers >= 3), array_agg(s.merchant_id ORDER BY s.merchant_id) FILTER (WHERE s.new_buyers >= 3),
      CASE WHEN market.may_be_told(array_agg(s.visits::bigint), array_agg(CASE WHEN s.visits > 0 THEN 3::bigint ELSE 0 END)) THEN market.told(sum(s.visits)::bigint) END, market.told(sum(s.orders)::bigint), market.told(market.held(sum(s.sales))),
      market.told(market.held(sum(s.discounts))), CASE WHEN market.may_be_told(array_agg(market.held(s.refunds)), array_agg(CASE WHEN s.refunds > 0 THEN 3::bigint ELSE 0 END))
        THEN market.told(market.held(sum(s.refunds))) END, min(s.currency)
    FROM (
      SELECT d.merchant_id, sum(d.visits) AS visits, sum(d.orders) AS orders, sum(d.new_buyers) AS new_buyers, sum(d.sales) AS sales, sum(d.discounts) AS discounts,
        sum(d.refunds) AS refunds, min(d.currency) AS currency
      FROM market.campaign_day AS d WHERE d.tenant_id = of_tenant AND d.campaign_id = campaign AND d.day BETWEEN first AND last GROUP BY 1
    ) AS s
    ON CONFLICT ON CONSTRAINT campaign_period_pkey DO NOTHING;
$$;

CREATE OR REPLACE FUNCTION market.tell_periods(of_tenant bigint, campaign bigint) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
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
    IF (SELECT market.may_be_told(array_agg(s.sold), array_agg(s.buyers)) FROM (SELECT market.held(sum(d.sales)) AS sold, sum(d.new_buyers)::bigint AS buyers
        FROM market.campaign_day AS d WHERE d.tenant_id = of_tenant AND d.campaign_id = campaign AND d.day BETWEEN waiting_from AND last_booked GROUP BY d.merchant_id) AS s) THEN
      waiting_until := last_booked;
    END IF;
    PERFORM market.tell_period(of_tenant, campaign, waiting_from, waiting_until);
  END IF;
END
$$;

-- And what fails in one campaign, for whatever reason, is that campaign's alone. It counts as looked at until the next day, so that it is not the
-- first to be tried for ever; the server's log has its number and the SQLSTATE, and no value.
CREATE OR REPLACE FUNCTION market.tell_due_periods() RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  today date := (now() AT TIME ZONE 'UTC')::date;
  due record;
  looked_at bigint := 0;
  until timestamptz := clock_timestamp() + interval '10 seconds';
BEGIN
  -- Whatever sold something yesterday may have a period more; whatever sold something a week before may have its last. Each once a day.
  FOR due IN
    SELECT t.id AS tenant, c.campaign FROM (SELECT t.id FROM souk.tenant AS t ORDER BY random()) AS t  -- so that none is always last
    CROSS JOIN LATERAL (SELECT DISTINCT d.campaign_id AS campaign FROM market.campaign_day AS d
      JOIN market.campaign AS k ON k.tenant_id = t.id AND k.id = d.campaign_id AND k.reported_on IS DISTINCT FROM today
      WHERE d.tenant_id = t.id AND d.day BETWEEN today - 15 AND today - 1 ORDER BY 1 LIMIT 200) AS c
  LOOP
    EXIT WHEN clock_timestamp() > until;
    -- The campaign before its report, as who refreshes one locks them; a campaign that somebody is moving has its turn the next time.
    PERFORM FROM market.campaign AS k WHERE k.tenant_id = due.tenant AND k.id = due.campaign FOR NO KEY UPDATE SKIP LOCKED;
    CONTINUE WHEN NOT FOUND;
    UPDATE market.campaign AS k SET reported_on = today WHERE k.tenant_id = due.tenant AND k.id = due.campaign;
    looked_at := looked_at + 1;
    BEGIN
      PERFORM market.tell_periods(due.tenant, due.campaign);
    EXCEPTION
      WHEN insufficient_resources OR system_error THEN
        RAISE;  -- the server's trouble, not this campaign's
      WHEN OTHERS THEN  -- cancellation is none of these
        RAISE WARNING 'the report of campaign % of tenant % fails: %', due.campaign, due.tenant, SQLSTATE;
    END;
  END LOOP;
  RETURN looked_at;
END
$$;
COMMENT ON FUNCTION market.tell_due_periods() IS
  'Adds to the reports of campaigns of these two weeks what may be told by now, 200 of each tenant at a time, for ten seconds at most, each once a day. How many that were.';

CREATE OR REPLACE FUNCTION market.close_all_due_campaigns() RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  due market.campaign;
  closed bigint := 0;
  until timestamptz := clock_timestamp() + interval '10 seconds';
BEGIN
  FOR due IN
    SELECT c.* FROM (SELECT t.id FROM souk.tenant AS t ORDER BY random()) AS t  -- so that none is always last
    CROSS JOIN LATERAL (SELECT c.* FROM market.campaign AS c WHERE c.tenant_id = t.id AND c.status IN ('draft', 'open', 'signing', 'live') AND c.ends_at <= now()
      ORDER BY c.ends_at, c.id LIMIT 1000 FOR NO KEY UPDATE SKIP LOCKED) AS c
  LOOP
    EXIT WHEN clock_timestamp() > until;
    BEGIN
      PERFORM market.move_campaign(due, market.campaign_phase(due.status, due.ends_at));
      closed := closed + 1;
    EXCEPTION
      WHEN insufficient_resources OR system_error THEN
        RAISE;
      WHEN OTHERS THEN
        RAISE WARNING 'campaign % of tenant % is not closed: %', due.id, due.tenant_id, SQLSTATE;
    END;
  END LOOP;
  RETURN closed;
END
$$;
COMMENT ON FUNCTION market.close_all_due_campaigns() IS
  'Moves the campaigns of all tenants whose end has passed to where they stand since, 1,000 of each at a time, for ten seconds at most. How many that were.';
