-- The kinds of rules. In each the tenant comes first, the operator sees all of the own tenant, and a token that is limited by
-- scopes needs the scope, if one is named. sql/README.md has an example of each.
CREATE FUNCTION souk.guard_public(target regclass, scope text DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
  SELECT souk.guard(target, 'public', scope);
$$;
COMMENT ON FUNCTION souk.guard_public(regclass, text) IS 'Everybody in the tenant, visitors among them, reads every row.';

CREATE FUNCTION souk.guard_members(target regclass, scope text DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
  SELECT souk.guard(target, 'members', scope);
$$;
COMMENT ON FUNCTION souk.guard_members(regclass, text) IS 'Whoever is signed in reads every row; visitors none.';

CREATE FUNCTION souk.guard_own(target regclass, buyer name, scope text DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
  SELECT souk.guard(target, 'own', scope, buyers => ARRAY[buyer]);
$$;
COMMENT ON FUNCTION souk.guard_own(regclass, name, text) IS 'A buyer reads the rows that name the buyer in this column.';

CREATE FUNCTION souk.guard_shop(target regclass, merchant name, scope text DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
  SELECT souk.guard(target, 'shop', scope, merchants => ARRAY[merchant]);
$$;
COMMENT ON FUNCTION souk.guard_shop(regclass, name, text) IS
  'A shop''s staff, and the partners it authorised, read the rows that name the shop in this column.';

CREATE FUNCTION souk.guard_deal(target regclass, buyer name, merchant name, scope text DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
  SELECT souk.guard(target, 'deal', scope, buyers => ARRAY[buyer], merchants => ARRAY[merchant]);
$$;
COMMENT ON FUNCTION souk.guard_deal(regclass, name, name, text) IS
  'What is between one buyer and one shop: the buyer reads it, and the shop with its partners.';

CREATE FUNCTION souk.guard_shared(
  target regclass, public_when text DEFAULT NULL, merchants name[] DEFAULT '{}', buyers name[] DEFAULT '{}',
  shared_when text DEFAULT NULL, scope text DEFAULT NULL
) RETURNS void LANGUAGE sql AS $$
  SELECT souk.guard(target, 'shared', scope, public_when, buyers, merchants, shared_when);
$$;
COMMENT ON FUNCTION souk.guard_shared(regclass, text, name[], name[], text, text) IS
  'Everybody reads the rows where public_when holds; each other row is read by the buyers and shops that its columns name, and by whom the relation in shared_when opens it to. Both are SQL in which `$.` stands for the row; relations are functions, because Citus allows no sub-query in a policy.';

CREATE FUNCTION souk.guard_operators(target regclass, scope text DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
  SELECT souk.guard(target, 'operators', scope);
$$;
COMMENT ON FUNCTION souk.guard_operators(regclass, text) IS 'Only the tenant''s operators read.';
