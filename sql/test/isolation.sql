-- Tenants. Every table × every role: one's own tenant and nothing else; without a context nothing at all.
CREATE TEMP TABLE viewer AS
SELECT * FROM (VALUES ('anonymous', '', '', ''), ('buyer', '5', '', ''), ('merchant', '1', '1', ''), ('operator', '1', '', ''),
  ('partner', '1', '1,2', 'products:read campaigns:read orders:read follows:read groups:read buyers:read buyers.contact:read staff:read posts:read'))
  AS v (role, subject, shops, scopes);

-- The same words in every hidden cell: planted in the text columns of two tenants, looked for as the third.
CREATE FUNCTION test.plant(tenant bigint, word text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  it record;
BEGIN
  FOR it IN
    SELECT g.name, a.attname FROM test.guarded g JOIN pg_attribute a ON a.attrelid = g.oid
    WHERE a.atttypid = 'text'::regtype AND a.attname IN
      ('name', 'about', 'description', 'nickname', 'full_name', 'email', 'phone', 'address', 'title', 'theme', 'body', 'region')
  LOOP
    EXECUTE format('UPDATE %s SET %I = left(%I, 60) || $1 WHERE tenant_id = $2 AND ctid IN (SELECT ctid FROM %s WHERE tenant_id = $2 LIMIT 300)',
      it.name, it.attname, it.attname, it.name) USING word, tenant;
  END LOOP;
END
$$;
SELECT test.plant(2, ' canary-two'), test.plant(3, ' canary-three') \g /dev/null

DO $$
DECLARE
  who record;
  what record;
  tenant bigint;
  seen bigint;
BEGIN
  FOR what IN SELECT g.name, ARRAY(SELECT r.verb FROM souk.write_rule r WHERE r.table_schema = 'market' AND r.table_name = g.relname) AS verbs
    FROM test.guarded g LOOP
    FOR who IN TABLE pg_temp.viewer LOOP
      FOR tenant IN 1..3 LOOP
        PERFORM test.become(tenant::text, who.role, who.subject, who.shops, who.scopes);
        PERFORM test.holds(format('%s of tenant %s sees no other tenant in %s', who.role, tenant, what.name),
          test.seen(format('SELECT count(*) FROM %s WHERE tenant_id <> %s', what.name, tenant)) = 0);
      END LOOP;
      PERFORM test.become('1', who.role, who.subject, who.shops, who.scopes);
      PERFORM test.holds(format('%s of tenant 1 meets no planted word in %s', who.role, what.name),
        test.seen(format('SELECT count(*) FROM %s AS x WHERE x::text LIKE ''%%canary-%%''', what.name)) = 0);
      PERFORM test.become('', who.role, who.subject, who.shops, who.scopes);
      PERFORM test.holds(format('%s without a tenant sees nothing in %s', who.role, what.name),
        test.seen(format('SELECT count(*) FROM %s', what.name)) = 0);
      PERFORM test.become('999', who.role, who.subject, who.shops, who.scopes);
      PERFORM test.holds(format('%s of an unknown tenant sees nothing in %s', who.role, what.name),
        test.seen(format('SELECT count(*) FROM %s', what.name)) = 0);
    END LOOP;
    PERFORM test.become('', '', '', '', '');
    PERFORM test.holds(format('nobody sees nothing in %s', what.name), test.seen(format('SELECT count(*) FROM %s', what.name)) = 0);
    PERFORM test.become('1', 'buyer', '5');
    PERFORM test.holds(format('%s cannot be written or emptied by the gateway, but for what a rule for writing opens', what.name),
      (what.verbs @> '{insert}' OR test.refused(format('INSERT INTO %s DEFAULT VALUES', what.name)) = '42501')
      AND test.refused(format('UPDATE %s SET tenant_id = 1', what.name)) = '42501'
      AND (what.verbs @> '{delete}' OR test.refused(format('DELETE FROM %s', what.name)) = '42501')
      AND test.refused(format('TRUNCATE %s', what.name)) = '42501');
    FOR who IN TABLE pg_temp.viewer LOOP
      PERFORM test.become('', who.role, who.subject, who.shops, who.scopes);
      PERFORM test.holds(format('%s without a tenant writes nothing into %s', who.role, what.name),
        NOT what.verbs @> '{delete}' OR test.seen(format('WITH gone AS (DELETE FROM %s RETURNING 1) SELECT count(*) FROM gone', what.name)) = 0);
      PERFORM test.become('2', who.role, who.subject, who.shops, who.scopes);
      PERFORM test.holds(format('%s of tenant 2 deletes nothing of tenant 1 in %s', who.role, what.name),
        NOT what.verbs @> '{delete}' OR test.seen(format('WITH gone AS (DELETE FROM %s WHERE tenant_id = 1 RETURNING 1) SELECT count(*) FROM gone', what.name)) = 0);
    END LOOP;
  END LOOP;
END
$$;
SELECT 'PASS ' || count(*) || ' looks across tenants' FROM test.passed WHERE name ~ 'tenant|nobody|planted|cannot be written';
SELECT test.become('1', 'operator') \g /dev/null
SELECT test.holds('the planted words are there for the tenants they belong to',
  (SELECT count(*) FROM market.merchant WHERE name LIKE '%canary-two') > 0);
SELECT test.become('1', 'merchant', '1', '1') \g /dev/null
SELECT test.holds('relations answer nothing about another tenant', test.seen($$
  SELECT count(*) FROM generate_series(1, 2000) AS i WHERE souk.takes_part(2, i) OR souk.bought_from_me(2, i)$$) = 0);
SELECT test.become('1 OR true', 'operator') \g /dev/null
SELECT test.holds('a tenant that is no number is an error, not a hole', test.refused('SELECT count(*) FROM market.merchant') = '22P02');
