-- One function per kind of rule. In each, the operator sees all of the own tenant, the tenant comes first, and a token that
-- is limited by scopes needs the scope, if one is named. sql/README.md has an example of each.
CREATE FUNCTION souk.guard_public(target regclass, scope text DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
  SELECT souk.guard(target, NULL, scope);
$$;
COMMENT ON FUNCTION souk.guard_public(regclass, text) IS 'Everybody in the tenant, visitors among them, reads every row.';

CREATE FUNCTION souk.guard_members(target regclass, scope text DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
  SELECT souk.guard(target, souk.once('souk.signed_in()'), scope);
$$;
COMMENT ON FUNCTION souk.guard_members(regclass, text) IS 'Whoever is signed in reads every row; visitors none.';

CREATE FUNCTION souk.guard_own(target regclass, buyer name, scope text DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
  SELECT souk.guard(target, concat_ws(' OR ', souk.once('souk.is_operator()'), souk.is_mine(buyer)), scope);
$$;
COMMENT ON FUNCTION souk.guard_own(regclass, name, text) IS 'A buyer reads the rows that name the buyer in this column.';

CREATE FUNCTION souk.guard_shop(target regclass, merchant name, scope text DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
  SELECT souk.guard(target, concat_ws(' OR ', souk.once('souk.is_operator()'), souk.is_of_my_shop(merchant)), scope);
$$;
COMMENT ON FUNCTION souk.guard_shop(regclass, name, text) IS
  'A shop''s staff, and the partners it authorised, read the rows that name the shop in this column.';

CREATE FUNCTION souk.guard_deal(target regclass, buyer name, merchant name, scope text DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
  SELECT souk.guard(target,
    concat_ws(' OR ', souk.once('souk.is_operator()'), souk.is_mine(buyer), souk.is_of_my_shop(merchant)), scope);
$$;
COMMENT ON FUNCTION souk.guard_deal(regclass, name, name, text) IS
  'What is between one buyer and one shop: the buyer reads it, and the shop with its partners.';

CREATE FUNCTION souk.guard_shared(
  target regclass, public_when text DEFAULT NULL, merchants name[] DEFAULT '{}', buyers name[] DEFAULT '{}',
  shared_when text DEFAULT NULL, scope text DEFAULT NULL
) RETURNS void LANGUAGE sql AS $$
  SELECT souk.guard(target, concat_ws(' OR ',
    public_when,
    souk.once('souk.is_operator()'),
    (SELECT string_agg(souk.is_mine(name), ' OR ') FROM unnest(buyers) AS name),
    (SELECT string_agg(souk.is_of_my_shop(name), ' OR ') FROM unnest(merchants) AS name),
    -- Last, because it may be a function call: rows that an earlier rule lets through never reach it.
    '(' || shared_when || ')'), scope);
$$;
COMMENT ON FUNCTION souk.guard_shared(regclass, text, name[], name[], text, text) IS
  'Everybody reads the rows where public_when holds; each other row is read by the buyers and shops that its columns name, and by whom the relation in shared_when opens it to. On Citus, relations must be functions.';
