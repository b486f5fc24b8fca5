-- Joining and leaving a group: by the buyer, as a member. Hosts and helpers are made and unmade by others.
SELECT souk.guard_writes('market.group_member', '{insert,delete}', buyers => '{buyer_id}', scope => 'groups:write',
  columns => '{tenant_id,group_id,buyer_id}', only_when => $$$.role = 'member'$$);

CREATE FUNCTION market.count_member(of_tenant bigint, of_group bigint, by int) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF of_tenant IS DISTINCT FROM souk.tenant() THEN
    RAISE EXCEPTION 'the group is of another tenant';
  END IF;
  UPDATE market."group" g SET member_count = g.member_count + by WHERE g.tenant_id = of_tenant AND g.id = of_group;
END
$$;
COMMENT ON FUNCTION market.count_member(bigint, bigint, int) IS
  'Moves the counter of a group whose member was just written, or deleted. @definer(reason: "moves the counter only, in the viewer''s tenant; members do not own their group''s row")';
GRANT EXECUTE ON FUNCTION market.count_member(bigint, bigint, int) TO souk_gateway;

CREATE FUNCTION market.join_group(tenant bigint, group_id bigint, OUT circle market."group", OUT membership market.group_member)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  SELECT g.* INTO circle FROM market."group" g WHERE g.tenant_id = tenant AND g.id = join_group.group_id;
  IF NOT FOUND THEN
    PERFORM souk.refuse('NOT_FOUND', 'There is no such group.', 'group_id');
  ELSIF circle.entry = 'bought_before' THEN
    IF NOT EXISTS (SELECT FROM market."order" o WHERE o.tenant_id = tenant AND o.buyer_id = souk.buyer() AND o.merchant_id = circle.merchant_id) THEN
      PERFORM souk.refuse('FORBIDDEN', 'This group is for those who bought from its shop.', 'group_id');
    END IF;
  ELSIF circle.entry <> 'open' THEN
    PERFORM souk.refuse('FORBIDDEN', 'This group is not open to everybody.', 'group_id');
  END IF;
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
  SELECT g.* INTO circle FROM market."group" g WHERE g.tenant_id = tenant AND g.id = leave_group.group_id;
  IF NOT FOUND THEN
    PERFORM souk.refuse('NOT_FOUND', 'There is no such group.', 'group_id');
  END IF;
  DELETE FROM market.group_member m WHERE m.tenant_id = tenant AND m.group_id = circle.id AND m.buyer_id = souk.buyer();
  was_member := FOUND;
  IF was_member THEN
    PERFORM market.count_member(tenant, circle.id, -1);
  ELSIF EXISTS (SELECT FROM market.group_member m WHERE m.tenant_id = tenant AND m.group_id = circle.id AND m.buyer_id = souk.buyer()) THEN
    PERFORM souk.refuse('INVALID_STATE', 'Who keeps a group hands it over before leaving.', 'group_id');
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
