CREATE FUNCTION market.buyer_mutual_follows(tenant_id bigint, id bigint, max_rows int, after_since timestamptz, after_buyer_id bigint)
  RETURNS TABLE (buyer_id bigint, since timestamptz) LANGUAGE sql STABLE PARALLEL SAFE ROWS 20 BEGIN ATOMIC
  SELECT f.followed_buyer_id, f.created_at
  FROM (
    SELECT f.followed_buyer_id, f.created_at FROM market.follow AS f
    WHERE f.tenant_id = buyer_mutual_follows.tenant_id AND f.follower_buyer_id = buyer_mutual_follows.id
      AND f.created_at <= coalesce(after_since, 'infinity')
    ORDER BY f.created_at DESC, f.id DESC LIMIT 2000
  ) AS f
  CROSS JOIN LATERAL (
    SELECT FROM market.follow AS back WHERE back.tenant_id = buyer_mutual_follows.tenant_id
      AND back.follower_buyer_id = f.followed_buyer_id AND back.followed_buyer_id = buyer_mutual_follows.id LIMIT 1
  ) AS back
  WHERE after_since IS NULL OR (f.created_at, f.followed_buyer_id) < (after_since, after_buyer_id)
  ORDER BY f.created_at DESC, f.followed_buyer_id DESC LIMIT max_rows;
END;
COMMENT ON FUNCTION market.buyer_mutual_follows(bigint, bigint, int, timestamptz, bigint) IS $$
Buyers whom this one follows and who follow back, those followed last first. A page looks at up to 2,000 of the buyer's follows.
@graph(on: "buyer", field: "mutualFollows")
@visible(to: [BUYER, MERCHANT, PARTNER, OPERATOR]) @scope(read: "follows:read") @cost(rows: 100)
@rows(of: "market.buyer", key: ["buyer_id"], order: ["since DESC"], limit: "max_rows", after: ["after_since", "after_buyer_id"])
@result(column: "since", description: "Since when this buyer follows them.")
$$;

CREATE FUNCTION market.merchant_followers_i_follow(tenant_id bigint, id bigint) RETURNS TABLE (buyer_id bigint, since timestamptz)
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 20 BEGIN ATOMIC
  SELECT mine.buyer_id, f.created_at
  FROM market.follows_of_viewer(merchant_followers_i_follow.tenant_id) AS mine
  CROSS JOIN LATERAL (SELECT f.created_at FROM market.follow AS f WHERE f.tenant_id = merchant_followers_i_follow.tenant_id
    AND f.follower_buyer_id = mine.buyer_id AND f.followed_merchant_id = merchant_followers_i_follow.id LIMIT 1) AS f
  WHERE mine.buyer_id IS NOT NULL;
END;
COMMENT ON FUNCTION market.merchant_followers_i_follow(bigint, bigint) IS $$
Buyers whom you follow and who follow this shop, the newest of its followers first. Looks at the 2,000 that you followed last.
@graph(on: "merchant", field: "followersIFollow") @visible(to: [BUYER]) @scope(read: "follows:read") @cost(rows: 100)
@rows(of: "market.buyer", key: ["buyer_id"], order: ["since DESC"])
@result(column: "since", description: "Since when they follow this shop.")
$$;

CREATE FUNCTION market.buyer_followers_i_follow(tenant_id bigint, id bigint) RETURNS TABLE (buyer_id bigint, since timestamptz)
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 20 BEGIN ATOMIC
  SELECT mine.buyer_id, f.created_at
  FROM market.follows_of_viewer(buyer_followers_i_follow.tenant_id) AS mine
  CROSS JOIN LATERAL (SELECT f.created_at FROM market.follow AS f WHERE f.tenant_id = buyer_followers_i_follow.tenant_id
    AND f.follower_buyer_id = mine.buyer_id AND f.followed_buyer_id = buyer_followers_i_follow.id LIMIT 1) AS f
  WHERE mine.buyer_id IS NOT NULL;
END;
COMMENT ON FUNCTION market.buyer_followers_i_follow(bigint, bigint) IS $$
Buyers whom you follow and who follow this one, the newest followers first. Looks at the 2,000 that you followed last.
@graph(on: "buyer", field: "followersIFollow") @visible(to: [BUYER]) @scope(read: "follows:read") @cost(rows: 100)
@rows(of: "market.buyer", key: ["buyer_id"], order: ["since DESC"])
@result(column: "since", description: "Since when they follow this buyer.")
$$;

CREATE FUNCTION market.group_followers_i_follow(tenant_id bigint, id bigint) RETURNS TABLE (buyer_id bigint, since timestamptz)
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 20 BEGIN ATOMIC
  SELECT mine.buyer_id, f.created_at
  FROM market.follows_of_viewer(group_followers_i_follow.tenant_id) AS mine
  CROSS JOIN LATERAL (SELECT f.created_at FROM market.follow AS f WHERE f.tenant_id = group_followers_i_follow.tenant_id
    AND f.follower_buyer_id = mine.buyer_id AND f.followed_group_id = group_followers_i_follow.id LIMIT 1) AS f
  WHERE mine.buyer_id IS NOT NULL;
END;
COMMENT ON FUNCTION market.group_followers_i_follow(bigint, bigint) IS $$
Buyers whom you follow and who follow this group, the newest of its followers first. Looks at the 2,000 that you followed last.
@graph(on: "group", field: "followersIFollow") @visible(to: [BUYER]) @scope(read: "follows:read") @cost(rows: 100)
@rows(of: "market.buyer", key: ["buyer_id"], order: ["since DESC"])
@result(column: "since", description: "Since when they follow this group.")
$$;

CREATE FUNCTION market.merchant_shops_i_follow(tenant_id bigint, id bigint) RETURNS TABLE (merchant_id bigint, since timestamptz)
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 20 BEGIN ATOMIC
  SELECT mine.merchant_id, f.created_at
  FROM (
    -- Two shops that one partner acts for may follow the same third one.
    SELECT DISTINCT mine.merchant_id FROM market.follows_of_viewer(merchant_shops_i_follow.tenant_id) AS mine WHERE mine.merchant_id IS NOT NULL
  ) AS mine
  CROSS JOIN LATERAL (SELECT f.created_at FROM market.follow AS f WHERE f.tenant_id = merchant_shops_i_follow.tenant_id
    AND f.follower_merchant_id = mine.merchant_id AND f.followed_merchant_id = merchant_shops_i_follow.id LIMIT 1) AS f;
END;
COMMENT ON FUNCTION market.merchant_shops_i_follow(bigint, bigint) IS $$
Shops that yours follows and that follow this shop, the newest of its followers first. Looks at the 2,000 that yours followed last.
@graph(on: "merchant", field: "followerShopsIFollow") @visible(to: [BUYER, MERCHANT, PARTNER]) @scope(read: "follows:read") @cost(rows: 100)
@rows(of: "market.merchant", key: ["merchant_id"], order: ["since DESC"])
@result(column: "since", description: "Since when they follow this shop.")
$$;

GRANT EXECUTE ON FUNCTION market.buyer_mutual_follows(bigint, bigint, int, timestamptz, bigint),
  market.merchant_followers_i_follow(bigint, bigint), market.buyer_followers_i_follow(bigint, bigint),
  market.group_followers_i_follow(bigint, bigint), market.merchant_shops_i_follow(bigint, bigint) TO souk_gateway, souk_reader;
