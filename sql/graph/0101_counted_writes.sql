-- Whoever could call what moves a counter could move it without a row. So the row is written by the function that counts it, and nobody but such
-- functions calls those that only count. They write what the rules of these tables let the viewer write by hand, and nothing else.
REVOKE EXECUTE ON FUNCTION market.count_follow(market.follow, int), market.count_member(bigint, bigint, int) FROM souk_gateway;

CREATE FUNCTION market.unless_own_edge(edge market.follow) RETURNS void LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF edge.tenant_id IS DISTINCT FROM souk.tenant() THEN
    RAISE EXCEPTION 'the edge is of another tenant' USING ERRCODE = 'insufficient_privilege';
  ELSIF (edge.follower_buyer_id = souk.buyer() OR edge.follower_merchant_id = ANY (souk.merchants())) IS NOT TRUE OR NOT souk.may('follows:write')
    -- Of an edge with two ends on a side only one would be looked at.
    OR num_nonnulls(edge.follower_buyer_id, edge.follower_merchant_id) <> 1
    OR num_nonnulls(edge.followed_merchant_id, edge.followed_buyer_id, edge.followed_group_id) <> 1 THEN
    RAISE EXCEPTION 'the edge is not the viewer''s' USING ERRCODE = 'insufficient_privilege';
  END IF;
END
$$;
COMMENT ON FUNCTION market.unless_own_edge(market.follow) IS 'Fails unless the viewer is who follows, and may.';

CREATE FUNCTION market.write_follow(edge market.follow) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM market.unless_own_edge(edge);
  INSERT INTO market.follow (tenant_id, id, follower_buyer_id, follower_merchant_id, followed_merchant_id, followed_buyer_id, followed_group_id)
    VALUES (edge.tenant_id, edge.id, edge.follower_buyer_id, edge.follower_merchant_id, edge.followed_merchant_id, edge.followed_buyer_id,
      edge.followed_group_id)
    ON CONFLICT DO NOTHING;
  IF FOUND THEN
    PERFORM market.count_follow(edge, 1);
    RETURN true;
  END IF;
  RETURN false;
END
$$;
COMMENT ON FUNCTION market.write_follow(market.follow) IS
  'Writes an edge of the viewer''s and counts it at both ends; false where it is there already. @definer(reason: "writes only the viewer''s own edges, as the rule for writing lets it, and moves their counters, of which the viewer does not own the rows")';

CREATE FUNCTION market.delete_follow(edge market.follow) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM market.unless_own_edge(edge);
  DELETE FROM market.follow f
    WHERE f.tenant_id = edge.tenant_id
      AND (f.follower_buyer_id = edge.follower_buyer_id OR f.follower_merchant_id = edge.follower_merchant_id)
      AND (f.followed_merchant_id = edge.followed_merchant_id OR f.followed_buyer_id = edge.followed_buyer_id
        OR f.followed_group_id = edge.followed_group_id)
      AND souk.may('follows:read');  -- what is not read is not found, as in a deletion by hand
  IF FOUND THEN
    PERFORM market.count_follow(edge, -1);
    RETURN true;
  END IF;
  RETURN false;
END
$$;
COMMENT ON FUNCTION market.delete_follow(market.follow) IS
  'Deletes an edge of the viewer''s and counts it no longer; false where there is none. @definer(reason: "deletes only the viewer''s own edges, as the rule for writing lets it, and moves their counters, of which the viewer does not own the rows")';

CREATE FUNCTION market.write_member(of_tenant bigint, of_group bigint) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF of_tenant IS DISTINCT FROM souk.tenant() THEN
    RAISE EXCEPTION 'the group is of another tenant' USING ERRCODE = 'insufficient_privilege';
  ELSIF souk.buyer() IS NULL OR NOT souk.may('groups:write') THEN
    RAISE EXCEPTION 'only a buyer joins' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO market.group_member (tenant_id, group_id, buyer_id) VALUES (of_tenant, of_group, souk.buyer()) ON CONFLICT DO NOTHING;
  IF FOUND THEN
    PERFORM market.count_member(of_tenant, of_group, 1);
    RETURN true;
  END IF;
  RETURN false;
END
$$;
COMMENT ON FUNCTION market.write_member(bigint, bigint) IS
  'Makes the viewer a member of a group and counts it; false for who is in it already. @definer(reason: "writes only that the viewer is a member, as the rule for writing lets it, and moves the group''s counter, of which members do not own the row")';

CREATE FUNCTION market.delete_member(of_tenant bigint, of_group bigint) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF of_tenant IS DISTINCT FROM souk.tenant() THEN
    RAISE EXCEPTION 'the group is of another tenant' USING ERRCODE = 'insufficient_privilege';
  ELSIF souk.buyer() IS NULL OR NOT souk.may('groups:write') THEN
    RAISE EXCEPTION 'only a buyer leaves' USING ERRCODE = 'insufficient_privilege';
  END IF;
  DELETE FROM market.group_member m WHERE m.tenant_id = of_tenant AND m.group_id = of_group AND m.buyer_id = souk.buyer() AND m.role = 'member'
      AND souk.may('groups:read');
  IF FOUND THEN
    PERFORM market.count_member(of_tenant, of_group, -1);
    RETURN true;
  END IF;
  RETURN false;
END
$$;
COMMENT ON FUNCTION market.delete_member(bigint, bigint) IS
  'Ends the viewer''s membership of a group and counts it no longer; false for who is no member, or keeps the group. @definer(reason: "deletes only the viewer''s own membership, as the rule for writing lets it, and moves the group''s counter, of which members do not own the row")';
GRANT EXECUTE ON FUNCTION market.write_follow(market.follow), market.delete_follow(market.follow), market.write_member(bigint, bigint),
  market.delete_member(bigint, bigint) TO souk_gateway;

CREATE OR REPLACE FUNCTION market.start_following(
  tenant bigint, followed_merchant_id bigint DEFAULT NULL, followed_buyer_id bigint DEFAULT NULL, followed_group_id bigint DEFAULT NULL,
  follower_merchant_id bigint DEFAULT NULL
) RETURNS market.follow LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  edge market.follow := market.follower_and_followee(tenant, start_following.followed_merchant_id, start_following.followed_buyer_id,
    start_following.followed_group_id, start_following.follower_merchant_id);
BEGIN
  PERFORM souk.heed(market.follow_refusal(start_following.followed_merchant_id, start_following.followed_buyer_id, start_following.followed_group_id,
    start_following.follower_merchant_id));
  edge.id := souk.new_id();
  IF market.write_follow(edge) THEN
    RETURN edge;
  END IF;
  -- Who follows already goes on following.
  SELECT f.* INTO edge FROM market.follow f
    WHERE f.tenant_id = edge.tenant_id
      AND (f.follower_buyer_id = edge.follower_buyer_id OR f.follower_merchant_id = edge.follower_merchant_id)
      AND (f.followed_merchant_id = edge.followed_merchant_id OR f.followed_buyer_id = edge.followed_buyer_id
        OR f.followed_group_id = edge.followed_group_id);
  RETURN edge;
END
$$;

CREATE OR REPLACE FUNCTION market.stop_following(
  tenant bigint, followed_merchant_id bigint DEFAULT NULL, followed_buyer_id bigint DEFAULT NULL, followed_group_id bigint DEFAULT NULL,
  follower_merchant_id bigint DEFAULT NULL,
  OUT was_following boolean, OUT merchant market.merchant, OUT buyer market.buyer, OUT circle market."group"
) LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  edge market.follow := market.follower_and_followee(tenant, stop_following.followed_merchant_id, stop_following.followed_buyer_id,
    stop_following.followed_group_id, stop_following.follower_merchant_id);
BEGIN
  PERFORM souk.heed(market.following_refusal(stop_following.followed_merchant_id, stop_following.followed_buyer_id, stop_following.followed_group_id,
    stop_following.follower_merchant_id));
  was_following := market.delete_follow(edge);
  merchant.id := edge.followed_merchant_id;
  buyer.id := edge.followed_buyer_id;
  circle.id := edge.followed_group_id;
END
$$;

CREATE OR REPLACE FUNCTION market.join_group(tenant bigint, group_id bigint, OUT circle market."group", OUT membership market.group_member)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  PERFORM souk.heed(market.join_group_refusal(join_group.group_id));
  circle.id := join_group.group_id;
  PERFORM market.write_member(tenant, circle.id);
  membership.tenant_id := tenant;
  membership.group_id := circle.id;
  membership.buyer_id := souk.buyer();
END
$$;

CREATE OR REPLACE FUNCTION market.leave_group(tenant bigint, group_id bigint, OUT was_member boolean, OUT circle market."group")
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  PERFORM souk.heed(market.leave_group_refusal(leave_group.group_id));
  circle.id := leave_group.group_id;
  was_member := market.delete_member(tenant, circle.id);
  IF NOT was_member THEN
    -- Or somebody made the buyer its keeper meanwhile.
    PERFORM souk.heed(market.leave_group_refusal(leave_group.group_id));
  END IF;
END
$$;
