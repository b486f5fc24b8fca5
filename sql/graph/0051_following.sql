-- Following and its end. Edges are written by the follower, under the rule; the counters of both ends move with them.
SELECT souk.guard_writes('market.follow', '{insert,delete}', buyers => '{follower_buyer_id}', merchants => '{follower_merchant_id}',
  scope => 'follows:write', columns => '{tenant_id,id,follower_buyer_id,follower_merchant_id,followed_merchant_id,followed_buyer_id,followed_group_id}');

CREATE FUNCTION market.count_follow(edge market.follow, by int) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF edge.tenant_id IS DISTINCT FROM souk.tenant() THEN
    RAISE EXCEPTION 'the edge is of another tenant';
  ELSIF (edge.follower_buyer_id = souk.buyer() OR edge.follower_merchant_id = ANY (souk.merchants())) IS NOT TRUE OR NOT souk.may('follows:write') OR by NOT IN (1, -1) THEN
    RAISE EXCEPTION 'the edge is not the viewer''s';
  END IF;
  -- In the order of ids: two buyers who follow each other at once must not wait for each other.
  PERFORM FROM market.buyer b WHERE b.tenant_id = edge.tenant_id AND b.id IN (edge.follower_buyer_id, edge.followed_buyer_id) ORDER BY b.id FOR NO KEY UPDATE;
  UPDATE market.buyer b SET
      followee_count = b.followee_count + CASE WHEN b.id = edge.follower_buyer_id THEN by ELSE 0 END,
      follower_count = b.follower_count + CASE WHEN b.id = edge.followed_buyer_id THEN by ELSE 0 END
    WHERE b.tenant_id = edge.tenant_id AND b.id IN (edge.follower_buyer_id, edge.followed_buyer_id);
  UPDATE market.merchant m SET follower_count = m.follower_count + by WHERE m.tenant_id = edge.tenant_id AND m.id = edge.followed_merchant_id;
  UPDATE market."group" g SET follower_count = g.follower_count + by WHERE g.tenant_id = edge.tenant_id AND g.id = edge.followed_group_id;
END
$$;
COMMENT ON FUNCTION market.count_follow(market.follow, int) IS
  'Moves the counters of both ends of an edge that was just written, or deleted. @definer(reason: "moves counters only, in the viewer''s tenant; who follows does not own the row of whom is followed")';
GRANT EXECUTE ON FUNCTION market.count_follow(market.follow, int) TO souk_gateway;

CREATE FUNCTION market.following_refusal(followed_merchant_id bigint, followed_buyer_id bigint, followed_group_id bigint, follower_merchant_id bigint)
  RETURNS souk.refusal LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE
    WHEN NOT souk.may('follows:write') THEN souk.refusal('FORBIDDEN', 'You may not do this.')
    WHEN num_nonnulls(followed_merchant_id, followed_buyer_id, followed_group_id) <> 1
      THEN souk.refusal('BAD_VARIABLE', 'Name one: a shop, a buyer or a group.')
    WHEN souk.buyer() IS NOT NULL
      THEN CASE WHEN follower_merchant_id IS NOT NULL THEN souk.refusal('FORBIDDEN', 'You do not act for this shop.', 'asMerchantId') END
    ELSE coalesce(market.unless_acting(follower_merchant_id, 'asMerchantId'),
      CASE WHEN followed_merchant_id IS NULL THEN souk.refusal('FORBIDDEN', 'A shop follows shops.') END) END;
$$;
COMMENT ON FUNCTION market.following_refusal(bigint, bigint, bigint, bigint) IS 'What stands against the viewer''s following, or following no longer.';

CREATE FUNCTION market.follower_and_followee(
  tenant bigint, followed_merchant_id bigint, followed_buyer_id bigint, followed_group_id bigint, follower_merchant_id bigint
) RETURNS market.follow LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  edge market.follow;
BEGIN
  edge.tenant_id := tenant;
  edge.follower_buyer_id := souk.buyer();
  IF edge.follower_buyer_id IS NULL THEN
    edge.follower_merchant_id := market.shop_acted_for(follower_merchant_id);
  END IF;
  edge.followed_merchant_id := followed_merchant_id;
  edge.followed_buyer_id := followed_buyer_id;
  edge.followed_group_id := followed_group_id;
  RETURN edge;
END
$$;
COMMENT ON FUNCTION market.follower_and_followee(bigint, bigint, bigint, bigint, bigint) IS
  'The edge that is spoken of, as far as its two ends tell. Whether the viewer may speak of it, following_refusal says.';

CREATE FUNCTION market.follow_refusal(followed_merchant_id bigint, followed_buyer_id bigint, followed_group_id bigint, follower_merchant_id bigint)
  RETURNS souk.refusal LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(market.following_refusal(followed_merchant_id, followed_buyer_id, followed_group_id, follower_merchant_id),
    CASE WHEN followed_buyer_id = souk.buyer() OR souk.buyer() IS NULL AND followed_merchant_id = market.shop_acted_for(follower_merchant_id)
      THEN souk.refusal('CONSTRAINT', 'Nobody follows themselves.') END);
$$;
COMMENT ON FUNCTION market.follow_refusal(bigint, bigint, bigint, bigint) IS 'What stands against the viewer''s following.';
GRANT EXECUTE ON FUNCTION market.following_refusal(bigint, bigint, bigint, bigint), market.follower_and_followee(bigint, bigint, bigint, bigint, bigint),
  market.follow_refusal(bigint, bigint, bigint, bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.start_following(
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
  INSERT INTO market.follow (tenant_id, id, follower_buyer_id, follower_merchant_id, followed_merchant_id, followed_buyer_id, followed_group_id)
    VALUES (edge.tenant_id, edge.id, edge.follower_buyer_id, edge.follower_merchant_id, edge.followed_merchant_id, edge.followed_buyer_id,
      edge.followed_group_id)
    ON CONFLICT DO NOTHING;
  IF FOUND THEN
    PERFORM market.count_follow(edge, 1);
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
COMMENT ON FUNCTION market.start_following(bigint, bigint, bigint, bigint, bigint) IS $$
Follows a shop, a buyer or a group. A shop follows shops only. Who follows already goes on following.
@graph(field: "follow")
@visible(to: [BUYER, MERCHANT, PARTNER]) @scope(write: "follows:write")
@argument(parameter: "followed_merchant_id", as: "merchantId", id: "merchant", description: "The shop to follow.")
@argument(parameter: "followed_buyer_id", as: "buyerId", id: "buyer", description: "The buyer to follow.")
@argument(parameter: "followed_group_id", as: "groupId", id: "group", description: "The group to follow.")
@argument(parameter: "follower_merchant_id", as: "asMerchantId", id: "merchant", description: "The shop that follows, for who acts for several.")
$$;

CREATE FUNCTION market.stop_following(
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
  DELETE FROM market.follow f
    WHERE f.tenant_id = edge.tenant_id
      AND (f.follower_buyer_id = edge.follower_buyer_id OR f.follower_merchant_id = edge.follower_merchant_id)
      AND (f.followed_merchant_id = edge.followed_merchant_id OR f.followed_buyer_id = edge.followed_buyer_id
        OR f.followed_group_id = edge.followed_group_id);
  was_following := FOUND;
  IF was_following THEN
    PERFORM market.count_follow(edge, -1);
  END IF;
  merchant.id := edge.followed_merchant_id;
  buyer.id := edge.followed_buyer_id;
  circle.id := edge.followed_group_id;
END
$$;
COMMENT ON FUNCTION market.stop_following(bigint, bigint, bigint, bigint, bigint) IS $$
Follows a shop, a buyer or a group no longer.
@graph(field: "unfollow")
@visible(to: [BUYER, MERCHANT, PARTNER]) @scope(write: "follows:write")
@argument(parameter: "followed_merchant_id", as: "merchantId", id: "merchant", description: "The shop to follow no longer.")
@argument(parameter: "followed_buyer_id", as: "buyerId", id: "buyer", description: "The buyer to follow no longer.")
@argument(parameter: "followed_group_id", as: "groupId", id: "group", description: "The group to follow no longer.")
@argument(parameter: "follower_merchant_id", as: "asMerchantId", id: "merchant", description: "The shop that followed, for who acts for several.")
@result(column: "was_following", description: "Whether there was anything to end.")
@result(column: "merchant", description: "The shop, if it was one, as it is now.")
@result(column: "buyer", description: "The buyer, if it was one, as they are now.")
@result(column: "circle", as: "group", description: "The group, if it was one, as it is now.")
$$;
GRANT EXECUTE ON FUNCTION market.start_following(bigint, bigint, bigint, bigint, bigint),
  market.stop_following(bigint, bigint, bigint, bigint, bigint) TO souk_gateway;

-- The same, asked of a row that could be followed.
CREATE FUNCTION market.follow_merchant_refusal(merchant_id bigint, as_merchant_id bigint DEFAULT NULL) RETURNS souk.refusal LANGUAGE sql STABLE
  SET search_path = pg_catalog, pg_temp AS $$ SELECT market.follow_refusal(merchant_id, NULL, NULL, as_merchant_id) $$;
COMMENT ON FUNCTION market.follow_merchant_refusal(bigint, bigint) IS $$
@guards(mutation: "start_following", on: "merchant")
@argument(parameter: "as_merchant_id", id: "merchant", description: "The shop that would follow, for who acts for several.")
$$;
CREATE FUNCTION market.unfollow_merchant_refusal(merchant_id bigint, as_merchant_id bigint DEFAULT NULL) RETURNS souk.refusal LANGUAGE sql STABLE
  SET search_path = pg_catalog, pg_temp AS $$ SELECT market.following_refusal(merchant_id, NULL, NULL, as_merchant_id) $$;
COMMENT ON FUNCTION market.unfollow_merchant_refusal(bigint, bigint) IS $$
@guards(mutation: "stop_following", on: "merchant")
@argument(parameter: "as_merchant_id", id: "merchant", description: "The shop that followed, for who acts for several.")
$$;
CREATE FUNCTION market.follow_buyer_refusal(buyer_id bigint) RETURNS souk.refusal LANGUAGE sql STABLE
  SET search_path = pg_catalog, pg_temp AS $$ SELECT market.follow_refusal(NULL, buyer_id, NULL, NULL) $$;
COMMENT ON FUNCTION market.follow_buyer_refusal(bigint) IS '@guards(mutation: "start_following", on: "buyer")';
CREATE FUNCTION market.unfollow_buyer_refusal(buyer_id bigint) RETURNS souk.refusal LANGUAGE sql STABLE
  SET search_path = pg_catalog, pg_temp AS $$ SELECT market.following_refusal(NULL, buyer_id, NULL, NULL) $$;
COMMENT ON FUNCTION market.unfollow_buyer_refusal(bigint) IS '@guards(mutation: "stop_following", on: "buyer")';
CREATE FUNCTION market.follow_group_refusal(group_id bigint) RETURNS souk.refusal LANGUAGE sql STABLE
  SET search_path = pg_catalog, pg_temp AS $$ SELECT market.follow_refusal(NULL, NULL, group_id, NULL) $$;
COMMENT ON FUNCTION market.follow_group_refusal(bigint) IS '@guards(mutation: "start_following", on: "group")';
CREATE FUNCTION market.unfollow_group_refusal(group_id bigint) RETURNS souk.refusal LANGUAGE sql STABLE
  SET search_path = pg_catalog, pg_temp AS $$ SELECT market.following_refusal(NULL, NULL, group_id, NULL) $$;
COMMENT ON FUNCTION market.unfollow_group_refusal(bigint) IS '@guards(mutation: "stop_following", on: "group")';
GRANT EXECUTE ON FUNCTION market.follow_merchant_refusal(bigint, bigint), market.unfollow_merchant_refusal(bigint, bigint), market.follow_buyer_refusal(bigint),
  market.unfollow_buyer_refusal(bigint), market.follow_group_refusal(bigint), market.unfollow_group_refusal(bigint) TO souk_gateway, souk_reader;
