-- Tables that are written through the graph as they are: one call makes the functions, and those are mutations like any other.
--
--   SELECT souk.guard_writes('market.product', '{insert,update}', merchants => '{merchant_id}', scope => 'products:write', columns => …);
--   SELECT souk.offer_writes('market.product', '{create,update}', to_roles => '{MERCHANT,PARTNER}', version => 'version');
--
-- The functions run as their caller, so that the rules for writing and reading hold in them. What they add is said below: one row after
-- the other, each with its refusal; what a row refers to must be there for the viewer; columns that ask for a scope or a role.
CREATE DOMAIN souk.error_policy AS text CHECK (VALUE IN ('all_or_nothing', 'each_by_itself'));
COMMENT ON DOMAIN souk.error_policy IS $$What happens to the other rows when one is refused: none is written, or each stands by itself. @enum(name: "ErrorPolicy")$$;

CREATE FUNCTION souk.check_count(rows jsonb, at_most int) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF jsonb_array_length(rows) > at_most THEN
    PERFORM souk.refuse('PRECONDITION', 'These are more rows than were to be written at most.', 'at_most',
      jsonb_build_object('rows', jsonb_array_length(rows)));
  END IF;
END
$$;
COMMENT ON FUNCTION souk.check_count(jsonb, int) IS 'Refuses to write more rows than the asker wanted to be written at most.';
GRANT EXECUTE ON FUNCTION souk.check_count(jsonb, int) TO souk_gateway;

CREATE FUNCTION souk.refuse_row(refusal souk.refusal, place bigint) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM souk.refuse(refusal.code, refusal.message, concat_ws('.', 'rows', place, refusal.input), refusal.detail);
END
$$;
COMMENT ON FUNCTION souk.refuse_row(souk.refusal, bigint) IS 'Refuses a whole write because of one of its rows, and names that row''s place among the given ones.';
GRANT EXECUTE ON FUNCTION souk.refuse_row(souk.refusal, bigint) TO souk_gateway;

-- The statements that stand before a row is written: may the viewer give these columns, and is there what they refer to?
CREATE FUNCTION souk.row_checks(target regclass, columns name[], is_new boolean) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT concat(
    (SELECT string_agg(format($f$
      IF given ? %1$L AND NOT (%2$s) THEN
        PERFORM souk.refuse('FORBIDDEN', 'You may not set this.', %1$L);
      END IF;$f$, g.attname, concat_ws(' AND ', 'souk.may(' || quote_literal(g.scope) || ')',
        'souk.role() = ANY (' || quote_literal(string_to_array(lower(g.roles), ', ')) || ')'))
      , '' ORDER BY g.attnum)
    FROM (SELECT a.attname, a.attnum,
        coalesce(substring(d.text FROM '@scope\([^)]*write: "([^"]+)"'), substring(d.text FROM '@scope\([^)]*read: "([^"]+)"')) AS scope,
        substring(d.text FROM '@visible\(to: \[([A-Z, ]+)\]\)') AS roles
      FROM pg_attribute a CROSS JOIN col_description(a.attrelid, a.attnum) AS d (text)
      WHERE a.attrelid = target AND a.attname = ANY (columns)) g
    WHERE g.scope IS NOT NULL OR g.roles IS NOT NULL),
    (SELECT string_agg(format($f$
      IF %1$s AND NOT EXISTS (SELECT FROM %2$s t WHERE %3$s) THEN
        PERFORM souk.refuse('NOT_FOUND', 'There is no such row.', %4$L);
      END IF;$f$,
        CASE WHEN is_new THEN k.given ELSE format('(%s) IS DISTINCT FROM (%s) AND %s', k.fresh, k.old, k.given) END,
        k.target, k.matches, k.last), '' ORDER BY k.last)
    FROM (SELECT c.confrelid::regclass AS target,
        string_agg(format('fresh.%I IS NOT NULL', a.attname), ' AND ') FILTER (WHERE a.attname <> 'tenant_id') AS given,
        string_agg(format('fresh.%I', a.attname), ', ') FILTER (WHERE a.attname <> 'tenant_id') AS fresh,
        string_agg(format('old.%I', a.attname), ', ') FILTER (WHERE a.attname <> 'tenant_id') AS old,
        string_agg(format('t.%I = %s', f.attname, CASE WHEN a.attname = 'tenant_id' THEN 'tenant' ELSE format('fresh.%I', a.attname) END), ' AND ') AS matches,
        (array_agg(a.attname ORDER BY n.place DESC))[1] AS last
      FROM pg_constraint c CROSS JOIN unnest(c.conkey, c.confkey) WITH ORDINALITY AS n (number, foreign_number, place)
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = n.number
      JOIN pg_attribute f ON f.attrelid = c.confrelid AND f.attnum = n.foreign_number
      WHERE c.conrelid = target AND c.contype = 'f' AND has_table_privilege('souk_gateway', c.confrelid, 'SELECT')
      GROUP BY c.oid, c.confrelid HAVING bool_or(a.attname = ANY (columns))) k));
$$;
COMMENT ON FUNCTION souk.row_checks(regclass, name[], boolean) IS
  'The checks in a writing function before a row is written: columns that ask for a scope or a role, by their comments, and rows referred to, which must be visible: a foreign key would also take a hidden one, and so tell that it is there.';

-- What is offered of rows that are there, so that their guards are made anew with the rule.
CREATE TABLE souk.write_offer (
  table_schema name NOT NULL,
  table_name name NOT NULL,
  verb text NOT NULL CHECK (verb IN ('update', 'delete', 'upsert')),
  named text NOT NULL,
  id name NOT NULL,
  id_type text NOT NULL,
  key name[],
  PRIMARY KEY (table_schema, table_name, verb)
);
COMMENT ON TABLE souk.write_offer IS
  'The mutations of rows that souk.offer_writes made, what their functions are called after, and by which columns they find a row: id, or for an upsert key.';
REVOKE ALL ON souk.write_offer FROM PUBLIC;

CREATE FUNCTION souk.not_there(verb text) RETURNS text LANGUAGE sql IMMUTABLE
  RETURN format('There is no such row that you may %s.', CASE verb WHEN 'delete' THEN verb ELSE 'change' END);
COMMENT ON FUNCTION souk.not_there(text) IS 'What is said of a row that is not there, is hidden, or is not the viewer''s to write: one and the same.';

CREATE FUNCTION souk.make_guard(offer souk.write_offer) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  rule souk.write_rule;
  target text := format('%I.%I', offer.table_schema, offer.table_name);
  guard text := format('%I.%I', offer.table_schema, offer.verb || '_' || offer.named || '_refusal');
  condition text;
BEGIN
  SELECT r.* INTO STRICT rule FROM souk.write_rule r WHERE r.table_schema = offer.table_schema AND r.table_name = offer.table_name
    AND r.verb = CASE offer.verb WHEN 'delete' THEN 'delete' ELSE 'update' END;
  -- The table goes by its own name, as in the policy. An upsert does not find a row that lacks a part of the key.
  condition := concat_ws(' AND ', replace(souk.writable_when(rule), '$.', format('%I.', offer.table_name)),
    CASE offer.verb WHEN 'upsert' THEN (SELECT string_agg(format('%I.%I IS NOT NULL', offer.table_name, k), ' AND ') FROM unnest(offer.key) AS k) END);
  EXECUTE format($function$
    CREATE OR REPLACE FUNCTION %1$s(%2$I %3$s) RETURNS souk.refusal LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $body$
      SELECT souk.refusal('NOT_FOUND', %4$L, %2$L) WHERE NOT EXISTS (
        SELECT FROM %5$s WHERE %6$I.tenant_id = souk.tenant() AND %6$I.%2$I = %7$I.%2$I AND %8$s)
    $body$ $function$,
    guard, offer.id, offer.id_type, souk.not_there(offer.verb), target, offer.table_name, offer.verb || '_' || offer.named || '_refusal', condition);
  EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO souk_gateway, souk_reader', guard);
  EXECUTE format('COMMENT ON FUNCTION %s IS %L', guard, format(
    'Whether the rules let the viewer %s the row; what refers to it, and what is given, can stand against that all the same. @guards(mutation: "%s", on: "%s.%s") @cost(rows: 1)',
    offer.verb, offer.verb || '_' || offer.named, offer.table_schema, offer.table_name));
END
$$;
COMMENT ON FUNCTION souk.make_guard(souk.write_offer) IS 'Makes the guard of a mutation that is offered of the rule of which the policy is made.';

CREATE FUNCTION souk.offer_writes(
  target regclass, verbs text[], to_roles text[] DEFAULT '{BUYER,MERCHANT,PARTNER,OPERATOR}', version name DEFAULT NULL, key name[] DEFAULT NULL,
  then_call text DEFAULT NULL, named text DEFAULT NULL
) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET client_min_messages = warning AS $$
<<offer>>
DECLARE
  of_schema name;
  of_table name;
  id name;
  id_type text;
  scope text;
  read_scope text;
  before_all text;
  insertable name[];
  updatable name[];
  enterable name[];
  required text[];
  is_given boolean;
  create_columns text;
  update_columns text;
  values_text text;
  set_text text;
  guard_version text := '';
  if_version text;
  insertion text;
  updating text;
  body text;
  verb text;
  needed text[];
  parameters text := 'tenant bigint, rows jsonb, on_error souk.error_policy DEFAULT ''all_or_nothing'', at_most int DEFAULT NULL';
  result text;
  words text;
  not_there text;
  guard text;
BEGIN
  SELECT n.nspname, c.relname, coalesce(named, c.relname || 's') INTO STRICT of_schema, of_table, named
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = target;
  SELECT min(a.attname::text), min(format_type(a.atttypid, NULL)) INTO id, id_type FROM pg_constraint c CROSS JOIN unnest(c.conkey) AS k (number)
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number
    WHERE c.conrelid = target AND c.contype = 'p' AND a.attname <> 'tenant_id'
    HAVING count(*) = 1;
  IF id IS NULL THEN
    RAISE EXCEPTION '% has no key of one column beside the tenant''s', target;
  ELSIF NOT verbs <@ '{create,update,delete,upsert}'::text[] THEN
    RAISE EXCEPTION 'souk.offer_writes knows create, update, delete and upsert';
  ELSIF 'upsert' = ANY (verbs) AND NOT EXISTS (
      SELECT FROM pg_index i WHERE i.indrelid = target AND i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL
        AND (SELECT array_agg(a.attname ORDER BY a.attname) FROM unnest(i.indkey::int2[]) AS k (number)
          JOIN pg_attribute a ON a.attrelid = target AND a.attnum = k.number)
        = (SELECT array_agg(n ORDER BY n) FROM unnest('tenant_id'::name || key) AS n)) THEN
    RAISE EXCEPTION 'an upsert of % goes by the columns of a unique key behind the tenant''s: name them as key', target;
  END IF;
  needed := ARRAY(SELECT DISTINCT v FROM unnest(verbs) AS given (verb) CROSS JOIN unnest(CASE given.verb
    WHEN 'create' THEN '{insert}' WHEN 'upsert' THEN '{insert,update}' ELSE ARRAY[given.verb] END::text[]) AS v);
  IF NOT needed <@ ARRAY(SELECT r.verb FROM souk.write_rule r WHERE r.table_schema = of_schema AND r.table_name = of_table) THEN
    RAISE EXCEPTION '% lacks a rule for writing: call souk.guard_writes for % first', target, needed;
  END IF;
  IF 'insert' = ANY (needed) AND NOT (has_column_privilege('souk_gateway', target, 'tenant_id', 'INSERT')
      AND has_column_privilege('souk_gateway', target, id::text, 'INSERT')) THEN
    RAISE EXCEPTION 'the rule for inserting into % has to open tenant_id and % too: the functions set them', target, id;
  END IF;
  SELECT min(r.scope) INTO scope FROM souk.write_rule r WHERE r.table_schema = of_schema AND r.table_name = of_table AND r.verb = ANY (needed);

  SELECT r.scope INTO read_scope FROM souk.rule r WHERE r.table_schema = of_schema AND r.table_name = of_table;

  -- Keys are made by the database, unless they are another row's; versions are counted by it.
  is_given := EXISTS (SELECT FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
    WHERE c.conrelid = target AND c.contype = 'f' AND a.attname = id);
  SELECT array_agg(a.attname ORDER BY a.attnum) FILTER (WHERE has_column_privilege('souk_gateway', target, a.attnum, 'INSERT')),
      array_agg(a.attname ORDER BY a.attnum) FILTER (WHERE has_column_privilege('souk_gateway', target, a.attnum, 'UPDATE')),
      array_agg(a.attname::text) FILTER (WHERE a.attnotnull AND d.adbin IS NULL),
      string_agg(format('CASE WHEN given ? %1$L THEN fresh.%1$I ELSE %2$s END', a.attname, coalesce(pg_get_expr(d.adbin, d.adrelid), 'NULL')), ', '
        ORDER BY a.attnum) FILTER (WHERE has_column_privilege('souk_gateway', target, a.attnum, 'INSERT')),
      string_agg(format('%1$I = fresh.%1$I', a.attname), ', ' ORDER BY a.attnum) FILTER (WHERE has_column_privilege('souk_gateway', target, a.attnum, 'UPDATE'))
    INTO insertable, updatable, required, values_text, set_text
    FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attrelid = target AND a.attnum > 0 AND NOT a.attisdropped AND a.attname NOT IN ('tenant_id', id) AND a.attname IS DISTINCT FROM version
      AND a.attgenerated = '' AND coalesce(col_description(a.attrelid, a.attnum), '') !~ '@hidden';
  IF version IS NOT NULL THEN
    set_text := format('%s, %2$I = t.%2$I + 1', set_text, version);
    guard_version := format($f$
        IF old.%1$I <> (given ->> 'if_version')::bigint THEN
          PERFORM souk.refuse('PRECONDITION', 'It was changed since.', 'if_version', jsonb_build_object('version', old.%1$I));
        END IF;$f$, version);
    if_version := format('"if_version: %s"', version);
  END IF;
  enterable := CASE WHEN is_given THEN ARRAY[id] ELSE '{}' END || insertable;
  create_columns := (SELECT string_agg(format('"%s%s"', c, CASE WHEN c = ANY (required || id::text) THEN '!' END), ', ') FROM unnest(enterable) AS c);
  update_columns := concat_ws(', ', format('"%s!"', id), if_version, (SELECT string_agg(format('"%s"', c), ', ') FROM unnest(updatable) AS c));

  insertion := format($f$
        fresh := jsonb_populate_record(NULL::%1$s, given);%2$s
        fresh.tenant_id := tenant;%6$s
        INSERT INTO %1$s (tenant_id, %3$I, %4$s) VALUES (tenant, fresh.%3$I, %5$s);
        touched := touched || fresh.%3$I;
        now_there := now_there || fresh;$f$,
    target, souk.row_checks(target, enterable, true), id, (SELECT string_agg(quote_ident(c), ', ') FROM unnest(insertable) AS c), values_text,
    CASE WHEN NOT is_given THEN format(E'\n        fresh.%I := souk.new_id();', id) END);
  updating := format($f$%1$s
        fresh := jsonb_populate_record(old, given - %2$L - 'if_version');%3$s
        UPDATE %4$s t SET %5$s WHERE t.tenant_id = tenant AND t.%2$I = old.%2$I;
        IF NOT old.%2$I = ANY (touched) THEN
          was_there := was_there || old;
          touched := touched || old.%2$I;
        END IF;
        now_there := now_there || fresh;$f$, guard_version, id, souk.row_checks(target, updatable, false), target, set_text);

  FOREACH verb IN ARRAY verbs LOOP
    words := verb || '_' || named;
    IF verb <> 'create' THEN
      INSERT INTO souk.write_offer (table_schema, table_name, verb, named, id, id_type, key) VALUES (of_schema, of_table, verb, named, id, id_type, key)
        ON CONFLICT ON CONSTRAINT write_offer_pkey DO UPDATE SET named = excluded.named, id = excluded.id, id_type = excluded.id_type, key = excluded.key;
      PERFORM souk.make_guard(o) FROM souk.write_offer o WHERE (o.table_schema, o.table_name, o.verb) = (of_schema, of_table, offer.verb);
      guard := format('%I.%I', of_schema, words || '_refusal');
      not_there := souk.not_there(verb);
    END IF;
    body := CASE verb
      WHEN 'create' THEN insertion
      WHEN 'update' THEN format($f$
        SELECT t.* INTO old FROM %1$s t WHERE t.tenant_id = tenant AND t.%2$I = (given ->> %2$L)::bigint FOR NO KEY UPDATE;
        IF NOT FOUND THEN
          PERFORM souk.heed(%4$s((given ->> %2$L)::%6$s));
          PERFORM souk.refuse('NOT_FOUND', %5$L, %2$L);
        END IF;%3$s$f$, target, id, updating, guard, not_there, id_type)
      WHEN 'delete' THEN format($f$
        DELETE FROM %1$s t WHERE t.tenant_id = tenant AND t.%2$I = (given ->> %2$L)::bigint RETURNING t.* INTO old;
        IF NOT FOUND THEN
          PERFORM souk.heed(%4$s((given ->> %2$L)::%6$s));
          PERFORM souk.refuse('NOT_FOUND', %5$L, %2$L);
        END IF;%3$s
        was_there := was_there || old;$f$, target, id, guard_version, guard, not_there, id_type)
      ELSE format($f$
        fresh := jsonb_populate_record(NULL::%1$s, given);
        SELECT t.* INTO old FROM %1$s t WHERE t.tenant_id = tenant AND %2$s FOR NO KEY UPDATE;
        IF FOUND THEN%5$s%3$s
        ELSE
        IF (given ->> 'if_version') IS NOT NULL THEN
          PERFORM souk.refuse('PRECONDITION', 'It is not there.', 'if_version');
        END IF;%4$s
        END IF;$f$, target, (SELECT string_agg(format('t.%1$I = fresh.%1$I', k), ' AND ') FROM unnest(key) AS k), updating, insertion,
        (SELECT string_agg(format($g$
          IF given ? %1$L AND fresh.%1$I IS DISTINCT FROM old.%1$I THEN
            PERFORM souk.refuse('INVALID_STATE', 'This stays as it was entered.', %1$L);
          END IF;$g$, c), '') FROM unnest(insertable) AS c WHERE c <> ALL (updatable || key))) END;
    -- A key that somebody else entered between the look and the insertion is there at the second look. One that is hidden never is.
    IF verb = 'upsert' THEN
      body := format($f$
        FOR attempt IN 1..2 LOOP
        BEGIN%1$s
          EXIT;
        EXCEPTION WHEN unique_violation THEN
          IF attempt = 2 THEN
            RAISE;
          END IF;
        END;
        END LOOP;$f$, body);
    END IF;
    -- By its unique keys a table tells whoever writes what is in it: so only who reads it writes. Rows are locked in one order, whatever the order they are given in.
    before_all := concat(CASE WHEN read_scope IS NOT NULL THEN format($f$
        IF NOT souk.may(%1$L) THEN
          PERFORM souk.refuse('FORBIDDEN', 'Who writes these has to see them: that takes the scope %1$s.');
        END IF;$f$, read_scope) END, CASE WHEN verb IN ('update', 'delete') THEN format($f$
        PERFORM FROM %1$s t WHERE t.tenant_id = tenant AND t.%2$I IN (SELECT (e ->> %2$L)::bigint FROM jsonb_array_elements(rows) AS e) ORDER BY t.%2$I FOR NO KEY UPDATE;$f$,
        target, id) WHEN verb = 'upsert' THEN format($f$
        BEGIN
          PERFORM FROM %1$s t WHERE t.tenant_id = tenant AND (%2$s) IN (
              SELECT %3$s FROM jsonb_array_elements(rows) AS e CROSS JOIN LATERAL jsonb_populate_record(NULL::%1$s, e) AS r)
            ORDER BY t.%4$I FOR NO KEY UPDATE;
        EXCEPTION WHEN data_exception THEN NULL;  -- which row it is will be told with its place
        END;$f$, target, (SELECT string_agg(format('t.%I', k), ', ') FROM unnest(key) AS k), (SELECT string_agg(format('r.%I', k), ', ') FROM unnest(key) AS k), id) END);
    result := CASE verb WHEN 'delete' THEN 'deleted := cardinality(was_there);' ELSE 'written := now_there;' END;
    EXECUTE format($function$
      CREATE OR REPLACE FUNCTION %1$I.%2$I(%3$s, OUT %4$s, OUT refused jsonb) LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $body$
      DECLARE
        given jsonb;
        place bigint;
        old %5$s;
        fresh %5$s;
        was_there %5$s[] := '{}';
        now_there %5$s[] := '{}';
        -- Of a row that is given twice, what it was before the first time.
        touched %10$s[] := '{}';
        message text;
        of_column text;
        detail text;
        of_schema text;
        of_table text;
        of_constraint text;
        refusal souk.refusal;
      BEGIN
        refused := '[]';
        PERFORM souk.check_count(rows, at_most);%11$s
        FOR given, place IN SELECT e.item, e.number - 1 FROM jsonb_array_elements(rows) WITH ORDINALITY AS e (item, number) LOOP
          BEGIN%6$s
          EXCEPTION WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, of_column = COLUMN_NAME, detail = PG_EXCEPTION_DETAIL, of_schema = SCHEMA_NAME,
              of_table = TABLE_NAME, of_constraint = CONSTRAINT_NAME;
            refusal := souk.row_refusal(%7$L, SQLSTATE, message, of_column, detail, of_schema, of_table, of_constraint);
            IF refusal.code IS NULL THEN
              RAISE;
            ELSIF on_error = 'each_by_itself' THEN
              refused := refused || jsonb_build_array(jsonb_strip_nulls(jsonb_build_object('index', place) || to_jsonb(refusal)));
            ELSE
              PERFORM souk.refuse_row(refusal, place);
            END IF;
          END;
        END LOOP;
        %8$s%9$s
      END
      $body$ $function$,
      of_schema, words, parameters, CASE verb WHEN 'delete' THEN 'deleted int' ELSE format('written %s[]', target) END, target, body, target::text,
      result, E'\n        PERFORM ' || then_call || '(tenant, was_there, now_there);', id_type, before_all);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %I.%I TO souk_gateway', of_schema, words);
    EXECUTE format('COMMENT ON FUNCTION %I.%I IS %L', of_schema, words, concat(
      CASE verb WHEN 'create' THEN 'Enters rows.' WHEN 'update' THEN 'Changes rows; what is not given stays.' WHEN 'delete' THEN 'Deletes rows.'
        ELSE format('Enters rows, or changes those that are there with the same %s.', array_to_string(key, ', ')) END,
      E'\n@graph @cost(rows: 10)\n', format('@visible(to: [%s])', array_to_string(to_roles, ', ')), ' @scope(write: "' || scope || '")',
      format(E'\n@argument(parameter: "rows", as: "%s", rows: "%s", columns: [%s], description: "The rows, at most 1,000.")',
        souk.input_name(target, named), of_schema || '.' || of_table, CASE verb
          WHEN 'create' THEN create_columns WHEN 'update' THEN update_columns
          WHEN 'delete' THEN concat_ws(', ', format('"%s!"', id), if_version)
          ELSE concat_ws(', ', (SELECT string_agg(format('"%s%s"', c, CASE WHEN c = ANY (key || required::name[]) THEN '!' END), ', ') FROM unnest(enterable) AS c),
            if_version) END),
      E'\n@argument(parameter: "on_error", description: "What happens to the others when one is refused; nothing is written without it.")',
      E'\n@argument(parameter: "at_most", description: "Refuses to write more rows than these.")',
      CASE verb WHEN 'delete' THEN E'\n@result(column: "deleted", description: "How many were deleted.")'
        ELSE format(E'\n@result(column: "written", as: "%s", description: "The rows as they are now, in the order in which they were given.")', souk.input_name(target, named)) END,
      E'\n@result(column: "refused", description: "The rows that were refused, under `EACH_BY_ITSELF`: for each `index`, its place from 0, `code`, `message`, and `input` and `detail` where there are some.")'));
  END LOOP;
END
$$;
COMMENT ON FUNCTION souk.offer_writes(regclass, text[], text[], name, name[], text, text) IS
  'Makes mutations that create, update, delete or upsert rows of a table with rules for writing. version is the column that counts changes, key the unique columns that an upsert goes by, then_call a function (tenant, rows that were, rows that are) which keeps counters and the like in step, named what the functions are called after.';
