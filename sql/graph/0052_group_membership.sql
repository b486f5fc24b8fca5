-- Joining and leaving a group: by the buyer, as a member. Hosts and helpers are made and unmade by others.
SELECT souk.guard_writes('market.group_member', '{insert,delete}', buyers => '{buyer_id}', scope => 'groups:write',
  columns => '{tenant_id,group_id,buyer_id}', only_when => $$$.role = 'member'$$);

CREATE FUNCTION market.count_member(of_tenant bigint, of_group bigint, by int) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF of_tenant IS DISTINCT FROM souk.tenant() THEN
    RAISE EXCEPTION 'the group is of another tenant';
  ELSIF souk.buyer() IS NULL OR NOT souk.may('groups:write') OR by NOT IN (1, -1) THEN
    RAISE EXCEPTION 'only a buyer joins or leaves';
  END IF;
  UPDATE market."group" g SET member_count = g.member_count + by WHERE g.tenant_id = of_tenant AND g.id = of_group;
END
$$;
COMMENT ON FUNCTION market.count_member(bigint, bigint, int) IS
  'Moves the counter of a group whose member was just written, or deleted. @definer(reason: "moves the counter only, in the viewer''s tenant; members do not own their group''s row")';
GRANT EXECUTE ON FUNCTION market.count_member(bigint, bigint, int) TO souk_gateway;

CREATE FUNCTION market.join_group_refusal(group_id bigint) RETURNS souk.refusal LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  circle market."group";
BEGIN
  SELECT g.* INTO circle FROM market."group" g WHERE g.tenant_id = souk.tenant() AND g.id = join_group_refusal.group_id;
  RETURN CASE
    WHEN circle.id IS NULL THEN souk.refusal('NOT_FOUND', 'There is no such group.', 'group_id')
    WHEN souk.buyer() IS NULL OR NOT souk.may('groups:write') THEN souk.refusal('FORBIDDEN', 'Only a buyer joins.')
    WHEN circle.entry = 'bought_before' THEN CASE WHEN NOT EXISTS (SELECT FROM market."order" o
        WHERE o.tenant_id = circle.tenant_id AND o.buyer_id = souk.buyer() AND o.merchant_id = circle.merchant_id)
      THEN souk.refusal('FORBIDDEN', 'This group is for those who bought from its shop.', 'group_id') END
    WHEN circle.entry <> 'open' THEN souk.refusal('FORBIDDEN', 'This group is not open to everybody.', 'group_id') END;
END
$$;
COMMENT ON FUNCTION market.join_group_refusal(bigint) IS '@guards(mutation: "join_group", on: "group") @cost(rows: 2)';

CREATE FUNCTION market.leave_group_refusal(group_id bigint) RETURNS souk.refusal LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE
    WHEN NOT EXISTS (SELECT FROM market."group" g WHERE g.tenant_id = souk.tenant() AND g.id = leave_group_refusal.group_id)
      THEN souk.refusal('NOT_FOUND', 'There is no such group.', 'group_id')
    WHEN souk.buyer() IS NULL OR NOT souk.may('groups:write') THEN souk.refusal('FORBIDDEN', 'Only a buyer leaves.')
    WHEN EXISTS (SELECT FROM market.group_member m WHERE m.tenant_id = souk.tenant() AND m.group_id = leave_group_refusal.group_id
        AND m.buyer_id = souk.buyer() AND m.role <> 'member')
      THEN souk.refusal('INVALID_STATE', 'Who keeps a group hands it over before leaving.', 'group_id') END;
$$;
COMMENT ON FUNCTION market.leave_group_refusal(bigint) IS '@guards(mutation: "leave_group", on: "group") @cost(rows: 2)';
GRANT EXECUTE ON FUNCTION market.join_group_refusal(bigint), market.leave_group_refusal(bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.join_group(tenant bigint, group_id bigint, OUT circle market."group", OUT membership market.group_member)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  PERFORM souk.heed(market.join_group_refusal(join_group.group_id));
  circle.id := join_group.group_id;
  INSERT INTO market.group_member (tenant_id, group_id, buyer_id) VALUES (tenant, circle.id, souk.buyer()) ON CONFLICT DO NOTHING;
  IF FOUND THEN
    PERFORM market.count_member(tenant, circle.id, 1);
  END IF;
  membership.tenant_id := tenant;
  membership.group_id := circle.id;
  membership.buyer_id := souk.buyer();
END
$$;
COMMENT ON FUNCTION market.join_group(bigint, bigint) IS $$
Joins a group that is open to the buyer. Who is in it already stays in it.
@graph @visible(to: [BUYER]) @scope(write: "groups:write")
@argument(parameter: "group_id", id: "group", description: "The group to join.")
@result(column: "circle", as: "group", description: "The group as it is now.")
@result(column: "membership", description: "What the buyer is in it.")
$$;

CREATE FUNCTION market.leave_group(tenant bigint, group_id bigint, OUT was_member boolean, OUT circle market."group")
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  PERFORM souk.heed(market.leave_group_refusal(leave_group.group_id));
  circle.id := leave_group.group_id;
  DELETE FROM market.group_member m WHERE m.tenant_id = tenant AND m.group_id = circle.id AND m.buyer_id = souk.buyer();
  was_member := FOUND;
  IF was_member THEN
    PERFORM market.count_member(tenant, circle.id, -1);
  ELSE
    -- Or somebody made the buyer its keeper meanwhile.
    PERFORM souk.heed(market.leave_group_refusal(leave_group.group_id));
  END IF;
END
$$;
COMMENT ON FUNCTION market.leave_group(bigint, bigint) IS $$
Leaves a group; the choice is always the buyer's. Hosts and helpers hand their part over first.
@graph @visible(to: [BUYER]) @scope(write: "groups:write")
@argument(parameter: "group_id", id: "group", description: "The group to leave.")
@result(column: "was_member", description: "Whether there was anything to end.")
@result(column: "circle", as: "group", description: "The group as it is now.")
$$;
GRANT EXECUTE ON FUNCTION market.join_group(bigint, bigint), market.leave_group(bigint, bigint) TO souk_gateway;
