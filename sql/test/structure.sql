-- What every table, key, index, function and comment owes the rest.
SELECT test.none('the serving roles own nothing, bypass nothing and are in no other role', $$
  SELECT rolname FROM pg_roles r WHERE rolname IN ('souk_gateway', 'souk_reader') AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb
    OR EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid) OR EXISTS (SELECT FROM pg_proc p WHERE p.proowner = r.oid)
    OR EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid))$$);
SELECT test.none('row security is on and forced on every table of the graph',
  'SELECT name FROM test.guarded WHERE NOT (relrowsecurity AND relforcerowsecurity)');
SELECT test.none('every table of the graph has its rule on record',
  $$SELECT name FROM test.guarded g WHERE NOT EXISTS (SELECT FROM souk.rule r WHERE r.table_schema = 'market' AND r.table_name = g.relname)$$);
SELECT test.none('every reading policy starts with the tenant', $$
  SELECT polrelid::regclass FROM pg_policy WHERE polname = 'reading'
    AND pg_get_expr(polqual, polrelid) !~ '^\(*tenant_id = (\( SELECT )?souk\.tenant(_under|_of_members)?\('$$);
SELECT test.none('what belongs to things that tokens can be limited to says so', $$
  SELECT c.conrelid::regclass, c.conname FROM pg_constraint c JOIN test.guarded g ON g.oid = c.conrelid
  JOIN pg_class target ON target.oid = c.confrelid
  JOIN souk.row_limit thing ON thing.table_schema = 'market' AND thing.table_name = target.relname
    AND thing.column_name = (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = c.confrelid AND a.attnum = c.confkey[2])
  WHERE c.contype = 'f' AND NOT EXISTS (SELECT FROM souk.row_limit l WHERE l.table_schema = 'market' AND l.table_name = g.relname AND l.kind = thing.kind
    AND l.column_name = (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = c.conrelid AND a.attnum = c.conkey[2]))$$);
SELECT test.none('no policy serves anybody but the three roles', $$
  SELECT polrelid::regclass, polname FROM pg_policy WHERE NOT polroles <@ ARRAY['souk_gateway', 'souk_reader', 'souk_migrator']::regrole[]::oid[]$$);
SELECT test.none('tenant_id is a bigint that is never null and leads every index', $$
  SELECT i.indexrelid::regclass FROM pg_index i JOIN test.guarded g ON g.oid = i.indrelid
  LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
  WHERE a.attname IS DISTINCT FROM 'tenant_id' OR a.atttypid <> 'bigint'::regtype OR NOT a.attnotnull$$);
SELECT test.none('every foreign key leads with the tenant on both sides', $$
  SELECT c.conname FROM pg_constraint c JOIN test.guarded g ON g.oid = c.conrelid
  JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
  JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1]
  WHERE c.contype = 'f' AND (a.attname, b.attname) <> ('tenant_id', 'tenant_id')$$);
SELECT test.none('no foreign key cascades, but to what is part of the row', $$
  SELECT conname FROM pg_constraint c JOIN test.guarded g ON g.oid = c.conrelid WHERE contype = 'f' AND (confdeltype <> 'a' OR confupdtype <> 'a') AND conname NOT IN ('inventory_product', 'inventory_shop')$$);
SELECT test.none('every foreign key is served by an index', $$
  SELECT c.conname FROM pg_constraint c JOIN test.guarded g ON g.oid = c.conrelid
  WHERE c.contype = 'f' AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.conrelid
    AND (i.indkey::int2[])[0:1] = c.conkey[1:2])$$);
SELECT test.none('every indexed column compares with leakproof operators, so that it is usable under row security', $$
  SELECT i.indexrelid::regclass, a.attname, o.oprname
  FROM pg_index i JOIN test.guarded g ON g.oid = i.indrelid
  CROSS JOIN LATERAL unnest(i.indkey::int2[], i.indclass::oid[]) AS k (attnum, opclass)
  JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
  JOIN pg_opclass c ON c.oid = k.opclass
  JOIN pg_amop m ON m.amopfamily = c.opcfamily AND m.amoplefttype = c.opcintype AND m.amoprighttype = c.opcintype
  JOIN pg_operator o ON o.oid = m.amopopr JOIN pg_proc p ON p.oid = o.oprcode WHERE NOT p.proleakproof$$);
SELECT test.none('money is a bigint beside its currency', $$
  SELECT a.attrelid::regclass, a.attname FROM pg_attribute a JOIN test.guarded g ON g.oid = a.attrelid
  WHERE a.attname IN ('price', 'total', 'unit_price', 'monthly_sales', 'budget') AND (a.atttypid <> 'bigint'::regtype
    OR NOT EXISTS (SELECT FROM pg_attribute c WHERE c.attrelid = a.attrelid AND c.attname = 'currency'))$$);
SELECT test.none('every table and column of the graph is described', $$
  SELECT a.attrelid::regclass, a.attname FROM pg_attribute a JOIN test.guarded g ON g.oid = a.attrelid
  WHERE a.attnum > 0 AND NOT a.attisdropped AND col_description(a.attrelid, a.attnum) IS NULL
  UNION ALL SELECT name, NULL FROM test.guarded WHERE obj_description(oid, 'pg_class') IS NULL$$);
SELECT test.none('nobody but the serving roles was granted anything, and they may only read, but for what a rule for writing opens', $$
  SELECT g.name, a.grantee::regrole, a.privilege_type FROM test.guarded g
  CROSS JOIN LATERAL (SELECT g.relacl UNION ALL SELECT attacl FROM pg_attribute WHERE attrelid = g.oid AND attacl IS NOT NULL) l (acl), aclexplode(l.acl) AS a
  WHERE a.grantee NOT IN (SELECT relowner FROM pg_class WHERE oid = g.oid)
    AND NOT (a.privilege_type = 'SELECT' AND a.grantee IN ('souk_gateway'::regrole, 'souk_reader'::regrole)
      OR a.grantee = 'souk_gateway'::regrole AND EXISTS (SELECT FROM souk.write_rule r
        WHERE r.table_schema = 'market' AND r.table_name = g.relname AND r.verb = lower(a.privilege_type)))$$);
SELECT test.none('every policy for writing starts with the tenant, and is on record', $$
  SELECT g.name, p.polname FROM pg_policy p JOIN test.guarded g ON g.oid = p.polrelid
  WHERE p.polname LIKE 'writing\_%' AND (coalesce(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
      !~ '^\(*tenant_id = (\( SELECT )?souk\.tenant(_under|_of_members)?\('
    OR NOT EXISTS (SELECT FROM souk.write_rule r WHERE r.table_schema = 'market' AND r.table_name = g.relname AND 'writing_' || r.verb = p.polname))$$);
SELECT test.none('PUBLIC may call no function', $$
  SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace IN ('souk'::regnamespace, 'market'::regnamespace)
    AND (p.proacl IS NULL OR EXISTS (SELECT FROM aclexplode(p.proacl) AS a WHERE a.grantee = 0))$$);
SELECT test.none('every function that runs as its owner is marked with a reason and pins its search path', $$
  SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace IN ('souk'::regnamespace, 'market'::regnamespace) AND p.prosecdef
    AND (obj_description(p.oid, 'pg_proc') !~ '@definer\(reason: "' OR NOT 'search_path=pg_catalog, pg_temp' = ANY (p.proconfig))$$);
SELECT test.none('every function says what it is for', $$
  SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace IN ('souk'::regnamespace, 'market'::regnamespace)
    AND obj_description(p.oid, 'pg_proc') IS NULL$$);
-- A guard that its mutation does not ask would tell of rules that are not kept.
CREATE VIEW test.calls AS
  SELECT p.oid AS caller, o.oid AS called, o.proname FROM pg_proc p JOIN pg_proc o
    ON p.prosrc ~ ('\mmarket\.' || o.proname || '\(') AND o.pronamespace = 'market'::regnamespace AND o.oid <> p.oid
  WHERE p.pronamespace = 'market'::regnamespace;
CREATE FUNCTION test.asks(function oid) RETURNS TABLE (oid oid, proname name) LANGUAGE sql AS $$
  WITH RECURSIVE asked AS (
    SELECT p.oid, p.proname FROM pg_proc p WHERE p.oid = asks.function
    UNION SELECT c.called, c.proname FROM asked a JOIN test.calls c ON c.caller = a.oid)
  SELECT asked.oid, asked.proname FROM asked WHERE asked.proname LIKE '%\_refusal';
$$;
-- An upsert that souk.offer_writes made finds the row by another key, and locks it under the policy that its guard is made like: table_writes.sql tries both.
SELECT test.none('every mutation asks what is declared to guard it, or what that asks', $$
  SELECT g.oid::regprocedure, m[1] FROM pg_proc g, regexp_matches(obj_description(g.oid, 'pg_proc'), '@guards\(mutation: "(\w+)"', 'g') AS m
  WHERE g.pronamespace = 'market'::regnamespace AND NOT EXISTS (SELECT FROM souk.write_offer o WHERE o.verb = 'upsert' AND m[1] = 'upsert_' || o.named)
    AND NOT EXISTS (SELECT FROM test.asks(to_regproc('market.' || m[1])) AS a JOIN test.asks(g.oid) AS b ON a.oid = b.oid)$$);
SELECT test.holds('there are guards', (SELECT count(*) > 25 FROM pg_proc WHERE obj_description(oid, 'pg_proc') ~ '@guards'));
SELECT test.none('no table of the gateway itself is within its reach, but for the rules and the audit', $$
  SELECT oid::regclass FROM pg_class WHERE relnamespace = 'souk'::regnamespace AND relkind IN ('r', 'S') AND relname NOT IN ('rule', 'row_limit', 'write_rule', 'audit', 'change', 'change_set', 'migration')
    AND (relkind = 'r' AND has_any_column_privilege('souk_gateway', oid, 'SELECT, INSERT, UPDATE') OR relkind = 'S' AND has_sequence_privilege('souk_gateway', oid, 'USAGE'))$$);
SELECT test.none('no role makes, reads or writes large objects', $$
  SELECT r, p.oid::regprocedure FROM pg_proc p, unnest('{souk_gateway,souk_reader,souk_migrator}'::text[]) AS r
  WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.proname ~ '^(lo_|lowrite$|loread$)' AND has_function_privilege(r, p.oid, 'EXECUTE')$$);
SELECT test.holds('not by any of the functions that there are', test.refused('SELECT ' || call) = '42501')
FROM unnest('{lo_create(0),lo_creat(-1),"lo_from_bytea(0, ''x'')"}'::text[]) AS call;
SELECT test.holds('no role can make objects in the schema public', NOT has_schema_privilege('souk_gateway', 'public', 'CREATE'));
