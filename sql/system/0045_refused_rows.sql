-- The rows that a list refuses have a type: `refused { index code message input detail }`. What offer_writes says of the functions that it makes
-- says so from here on, and of those that it has made already; what they do and return is as it was.
DO $$
DECLARE
  known constant text := '@result(column: "refused", description: "The rows that were refused, under `EACH_BY_ITSELF`: for each `index`, its place from 0, `code`, `message`, and `input` and `detail` where there are some.")';
  typed constant text := $directives$@result(column: "refused", description: "The rows that were refused, under `EACH_BY_ITSELF`.")
@json(column: "refused", type: """
type RefusedRow {
  "Its place among the rows that were given, from 0."
  index: Int!
  "What kind of error it is, as `extensions.code` of an error says."
  code: String!
  message: String!
  "The field of the row that is at fault, where it is one."
  input: String
  "What a program can go on with, where there is something."
  detail: JSON
}
""", as: "[RefusedRow!]!")$directives$;
  maker constant regprocedure := 'souk.offer_writes(regclass, text[], text[], name, name[], text, text)';
  made record;
BEGIN
  ASSERT position(known IN pg_get_functiondef(maker)) > 0, 'offer_writes is not as this file expects it';
  EXECUTE replace(pg_get_functiondef(maker), known, typed);
  FOR made IN
    SELECT p.oid::regprocedure AS name, d.description FROM pg_proc p
      JOIN pg_description d ON d.classoid = 'pg_proc'::regclass AND d.objoid = p.oid AND d.objsubid = 0
    WHERE position(known IN d.description) > 0 AND p.prokind = 'f' AND pg_has_role(current_user, p.proowner, 'USAGE')
  LOOP
    EXECUTE format('COMMENT ON FUNCTION %s IS %L', made.name, replace(made.description, known, typed));
  END LOOP;
END
$$;
