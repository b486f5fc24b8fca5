-- By which keys a list finds the rows that a relation opens. Asked of each row, `shared_when` costs a call for every row of the table, however few
-- the viewer sees; where it goes by one column, all values that it may hold for can be had at once and looked up by an index.
ALTER TABLE souk.rule ADD COLUMN shared_column name, ADD COLUMN shared_among text,
  ADD CONSTRAINT rule_shared_keys CHECK (num_nulls(shared_column, shared_among) <> 1 AND (shared_among IS NULL OR shared_when IS NOT NULL));
COMMENT ON COLUMN souk.rule.shared_column IS 'The column by whose value shared_when opens a row; NULL where lists ask every row.';
COMMENT ON COLUMN souk.rule.shared_among IS 'The call of a function that returns every value of shared_column for which shared_when may hold; more do no harm, as shared_when is asked all the same.';

CREATE FUNCTION souk.find_shared(target regclass, by name, among text) RETURNS void LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_variable
BEGIN
  IF among !~ '^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*\([^()]*\)$' THEN
    RAISE EXCEPTION '% is not the call of a function in its schema', among USING ERRCODE = 'invalid_parameter_value',
      HINT = 'Statements name the tenant with every table; the function does so for those that it reads.';
  END IF;
  -- What cannot be compared is refused here, and not when a viewer asks.
  EXECUTE format('SELECT FROM %s AS r WHERE r.%I = ANY (ARRAY(SELECT %s)) LIMIT 0', target, by, among);
  UPDATE souk.rule r SET shared_column = by, shared_among = among
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.oid = target AND r.table_schema = n.nspname AND r.table_name = c.relname AND r.shared_when IS NOT NULL;
  IF NOT FOUND THEN
    RAISE EXCEPTION '% has no rule with shared_when', target USING ERRCODE = 'object_not_in_prerequisite_state',
      HINT = 'Guard it first: guarding it again forgets by what its rows are found.';
  END IF;
  -- No object has changed by which gateways would notice.
  PERFORM pg_notify('souk_graph', 'rule');
END
$$;
COMMENT ON FUNCTION souk.find_shared(regclass, name, text) IS
  'Lets lists of a shared table find the rows that its relation opens: by this column, among what the function returns, which is all values that the relation may open to the viewer. Row security asks the relation as before.';
