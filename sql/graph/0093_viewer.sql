-- Who asks, as the graph tells them: what their token is worth here, and the rows that they are or act for.
CREATE FUNCTION market.viewer() RETURNS jsonb LANGUAGE sql STABLE PARALLEL SAFE RETURN jsonb_build_object(
  'role', upper(souk.role()),
  'scopes', CASE
    WHEN current_setting('souk.scopes', true) = '-' THEN '[]'::jsonb
    WHEN coalesce(current_setting('souk.scopes', true), '') NOT IN ('', '*')
      THEN to_jsonb(string_to_array(current_setting('souk.scopes', true), ' '))
    WHEN souk.role() = 'partner' THEN '[]'::jsonb
  END,
  'limits', CASE
    WHEN coalesce(current_setting('souk.only', true), '') NOT IN ('', '*') THEN (
      SELECT jsonb_agg(
        jsonb_build_object('kind', split_part(part, '=', 1), 'keys', to_jsonb(string_to_array(split_part(part, '=', 2), ','))) ORDER BY part)
      FROM unnest(string_to_array(current_setting('souk.only', true), ' ')) AS part)
  END);
COMMENT ON FUNCTION market.viewer() IS $$
Who asks, as the token says: what it opens here is what the schema has.
@graph @json(type: """
type Viewer {
  role: ViewerRole!
  "The scopes that limit the token; null where none do, and it opens all that its role has."
  scopes: [String!]
  "Where the token is for some rows only: which, for each kind of thing that it narrows."
  limits: [ViewerLimit!]
}
enum ViewerRole { ANONYMOUS BUYER MERCHANT PARTNER OPERATOR }
type ViewerLimit {
  "What is narrowed, in the words of the order for the token: `campaign`."
  kind: String!
  "The keys of the rows that it is narrowed to."
  keys: [BigInt!]!
}
""", as: "Viewer!")
$$;

CREATE FUNCTION market.viewer_buyer(tenant_id bigint) RETURNS market.buyer LANGUAGE sql STABLE PARALLEL SAFE BEGIN ATOMIC
  SELECT b FROM market.buyer AS b WHERE b.tenant_id = viewer_buyer.tenant_id AND b.id = souk.buyer();
END;
COMMENT ON FUNCTION market.viewer_buyer(bigint) IS 'The buyer who asks. @graph @visible(to: [BUYER])';

CREATE FUNCTION market.viewer_staff_member(tenant_id bigint) RETURNS market.merchant_staff LANGUAGE sql STABLE PARALLEL SAFE BEGIN ATOMIC
  SELECT s FROM market.merchant_staff AS s
  WHERE s.tenant_id = viewer_staff_member.tenant_id AND s.merchant_id = ANY (souk.merchants())
    AND s.id = CASE WHEN souk.subject() ~ '^[0-9]{1,18}$' THEN souk.subject()::bigint END;
END;
COMMENT ON FUNCTION market.viewer_staff_member(bigint) IS
  'The member of a shop''s staff who asks; null where the token names none. @graph @visible(to: [MERCHANT])';

CREATE FUNCTION market.viewer_merchants(tenant_id bigint) RETURNS SETOF market.merchant LANGUAGE sql STABLE PARALLEL SAFE ROWS 10 BEGIN ATOMIC
  SELECT m FROM market.merchant AS m WHERE m.tenant_id = viewer_merchants.tenant_id AND m.id = ANY (souk.merchants());
END;
COMMENT ON FUNCTION market.viewer_merchants(bigint) IS
  'The shops on whose behalf you ask: the one that you work for, or those that authorised your app. @graph @visible(to: [MERCHANT, PARTNER])';

GRANT EXECUTE ON FUNCTION market.viewer(), market.viewer_buyer(bigint), market.viewer_staff_member(bigint), market.viewer_merchants(bigint)
  TO souk_gateway, souk_reader;
