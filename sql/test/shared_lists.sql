-- By what lists find the rows that a relation opens: all of them and none of another tenant, whoever asks.
CREATE TEMP TABLE lister AS
SELECT * FROM pg_temp.viewer UNION ALL VALUES ('merchant', '1', '', ''), ('merchant', '1', '3', ''), ('partner', '1', '2,3,4,5', 'campaigns:read buyers.contact:read');

DO $$
DECLARE
  rule souk.rule;
  who record;
  target text;
  missed bigint;
  found bigint;
  most bigint;
BEGIN
  FOR rule IN SELECT * FROM souk.rule WHERE shared_among IS NOT NULL LOOP
    target := format('%I.%I', rule.table_schema, rule.table_name);
    most := 0;
    FOR who IN TABLE pg_temp.lister LOOP
      PERFORM test.become('1', who.role, who.subject, who.shops, who.scopes);
      EXECUTE format('SELECT count(*) FILTER (WHERE NOT coalesce(r.%1$I = ANY (k.keys), false)), count(*) FROM %2$s AS r, (SELECT ARRAY(SELECT %3$s) AS keys) AS k WHERE r.tenant_id = 1 AND %4$s',
        rule.shared_column, target, rule.shared_among, replace(rule.shared_when, '$.', 'r.')) INTO missed, found;
      PERFORM test.holds(format('lists of %s miss nothing that the relation opens to %s of %s', target, who.role, who.shops), missed = 0, missed || ' missed');
      most := greatest(most, found);
      PERFORM test.become('', who.role, who.subject, who.shops, who.scopes);
      PERFORM test.holds(format('without a tenant lists of %s find nothing for %s of %s', target, who.role, who.shops),
        test.seen(format('SELECT count(*) FROM (SELECT %s) AS k', rule.shared_among)) = 0);
    END LOOP;
    PERFORM test.holds(format('the relation of %s opens something to somebody here', target), most > 0);
  END LOOP;
END
$$;
SELECT test.become('2', 'merchant', '1', '1') \g /dev/null
SELECT test.holds('a shop''s customers and campaigns are those of its tenant', test.seen($$
  SELECT count(*) FROM souk.my_customers() AS k WHERE NOT EXISTS (SELECT FROM market.buyer b WHERE b.tenant_id = 2 AND b.id = k)$$)
  + test.seen($$SELECT count(*) FROM souk.my_campaigns() AS k WHERE NOT EXISTS (SELECT FROM market.campaign c WHERE c.tenant_id = 2 AND c.id = k)$$) = 0);
SELECT test.become('1', 'buyer', '5') \g /dev/null
SELECT test.holds('a buyer has neither customers nor campaigns', test.seen('SELECT count(*) FROM souk.my_customers()') + test.seen('SELECT count(*) FROM souk.my_campaigns()') = 0);
SELECT test.uses('a buyer''s own lines of orders', 'SELECT order_id, line FROM market.order_item WHERE tenant_id = 1 AND buyer_id = 5 ORDER BY order_id, line LIMIT 21', 'order_item_by_buyer');
SELECT test.become('1', 'merchant', '1', '3') \g /dev/null
SELECT test.uses('a shop''s lines of orders', 'SELECT order_id, line FROM market.order_item WHERE tenant_id = 1 AND merchant_id = 3 ORDER BY order_id, line LIMIT 21', 'order_item_by_merchant');
SELECT test.become('1', 'partner', '1', '1,2', 'products:read') \g /dev/null
SELECT test.holds('who may not read such rows is given no keys', test.seen('SELECT count(*) FROM souk.my_customers()') + test.seen('SELECT count(*) FROM souk.my_campaigns()') = 0);

-- What find_shared refuses, as the migrator is told.
CREATE FUNCTION test.migration(command text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE command;
  RETURN NULL;
EXCEPTION WHEN OTHERS THEN
  RETURN SQLSTATE;
END
$$;
SELECT test.holds('keys are for what a relation opens', test.migration($$SELECT souk.find_shared('market.category', by => 'id', among => 'souk.my_campaigns()')$$) = '55000');
SELECT test.holds('keys are of a column', test.migration($$SELECT souk.find_shared('market.buyer_contact', by => 'nobody', among => 'souk.my_customers()')$$) = '42703');
SELECT test.holds('keys compare with the column', test.migration($$SELECT souk.find_shared('market.buyer_contact', by => 'buyer_id', among => 'souk.is_operator()')$$) = '42883');
SELECT test.holds('keys are what a function returns, which reads its tables under the tenant', test.migration($$SELECT souk.find_shared('market.buyer_contact', by => 'buyer_id', among => 'buyer_id FROM market.buyer')$$) = '22023');
SELECT test.holds('and nothing behind the call', test.migration($$SELECT souk.find_shared('market.buyer_contact', by => 'buyer_id', among => 'souk.my_customers() FROM market.buyer WHERE (true)')$$) = '22023');
SELECT test.holds('keys have SQL that can be read', test.migration($$SELECT souk.find_shared('market.buyer_contact', by => 'buyer_id', among => 'souk.nothing()')$$) = '42883');
SELECT souk.guard_shared('market.buyer_contact', buyers => '{buyer_id}', shared_when => 'souk.bought_from_me($.tenant_id, $.buyer_id)', scope => 'buyers.contact:read') \g /dev/null
SELECT test.holds('a rule that is replaced forgets its keys', shared_among IS NULL) FROM souk.rule WHERE table_name = 'buyer_contact';
SELECT souk.find_shared('market.buyer_contact', by => 'buyer_id', among => 'souk.my_customers()') \g /dev/null
