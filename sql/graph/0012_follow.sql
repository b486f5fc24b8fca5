-- One edge table for all kinds of following. Each index holds only the edges of its kind, so that an edge costs five entries
-- and both directions page in either order.
CREATE TABLE market.follow (
  tenant_id bigint NOT NULL,
  id bigint NOT NULL DEFAULT souk.new_id(),
  follower_buyer_id bigint,
  follower_merchant_id bigint,
  followed_merchant_id bigint,
  followed_buyer_id bigint,
  followed_group_id bigint,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT follow_follower_buyer FOREIGN KEY (tenant_id, follower_buyer_id) REFERENCES market.buyer,
  CONSTRAINT follow_follower_merchant FOREIGN KEY (tenant_id, follower_merchant_id) REFERENCES market.merchant,
  CONSTRAINT follow_followed_merchant FOREIGN KEY (tenant_id, followed_merchant_id) REFERENCES market.merchant,
  CONSTRAINT follow_followed_buyer FOREIGN KEY (tenant_id, followed_buyer_id) REFERENCES market.buyer,
  CONSTRAINT follow_followed_group FOREIGN KEY (tenant_id, followed_group_id) REFERENCES market."group",
  CONSTRAINT follow_has_one_follower CHECK (num_nonnulls(follower_buyer_id, follower_merchant_id) = 1),
  CONSTRAINT follow_has_one_followee CHECK (num_nonnulls(followed_merchant_id, followed_buyer_id, followed_group_id) = 1),
  CONSTRAINT follow_of_a_shop_is_a_shop CHECK (follower_merchant_id IS NULL OR followed_merchant_id IS NOT NULL),
  CONSTRAINT follow_is_not_of_oneself CHECK (follower_buyer_id <> followed_buyer_id AND follower_merchant_id <> followed_merchant_id)
);
CREATE UNIQUE INDEX follow_buyer_merchant ON market.follow (tenant_id, follower_buyer_id, followed_merchant_id)
  WHERE follower_buyer_id IS NOT NULL AND followed_merchant_id IS NOT NULL;
CREATE UNIQUE INDEX follow_buyer_buyer ON market.follow (tenant_id, follower_buyer_id, followed_buyer_id) WHERE followed_buyer_id IS NOT NULL;
CREATE UNIQUE INDEX follow_buyer_group ON market.follow (tenant_id, follower_buyer_id, followed_group_id) WHERE followed_group_id IS NOT NULL;
CREATE UNIQUE INDEX follow_merchant_merchant ON market.follow (tenant_id, follower_merchant_id, followed_merchant_id)
  WHERE follower_merchant_id IS NOT NULL;
CREATE INDEX follow_newest ON market.follow (tenant_id, created_at DESC, id DESC);
CREATE INDEX follow_by_follower_buyer ON market.follow (tenant_id, follower_buyer_id, created_at DESC, id DESC)
  WHERE follower_buyer_id IS NOT NULL;
CREATE INDEX follow_by_follower_merchant ON market.follow (tenant_id, follower_merchant_id, created_at DESC, id DESC)
  WHERE follower_merchant_id IS NOT NULL;
CREATE INDEX follow_by_followed_merchant ON market.follow (tenant_id, followed_merchant_id, created_at DESC, id DESC)
  WHERE followed_merchant_id IS NOT NULL;
CREATE INDEX follow_by_followed_buyer ON market.follow (tenant_id, followed_buyer_id, created_at DESC, id DESC)
  WHERE followed_buyer_id IS NOT NULL;
CREATE INDEX follow_by_followed_group ON market.follow (tenant_id, followed_group_id, created_at DESC, id DESC)
  WHERE followed_group_id IS NOT NULL;
SELECT souk.guard_members('market.follow', scope => 'follows:read');

COMMENT ON TABLE market.follow IS $$
That somebody follows somebody: a buyer a shop, another buyer or a group; a shop another shop.
@graph
@order(by: ["created_at DESC"])
@visible(to: [BUYER, MERCHANT, PARTNER, OPERATOR]) @scope(read: "follows:read", write: "follows:write")
@union(name: "Follower", field: "follower", of: ["follower_buyer_id", "follower_merchant_id"])
@union(name: "Followee", field: "followee", of: ["followed_merchant_id", "followed_buyer_id", "followed_group_id"])
$$;
COMMENT ON COLUMN market.follow.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.follow.id IS $$The edge's number, unique within the marketplace.$$;
COMMENT ON COLUMN market.follow.follower_buyer_id IS $$The buyer who follows; null when a shop does.$$;
COMMENT ON COLUMN market.follow.follower_merchant_id IS $$The shop that follows; null when a buyer does.$$;
COMMENT ON COLUMN market.follow.followed_merchant_id IS $$The shop that is followed, if it is a shop.$$;
COMMENT ON COLUMN market.follow.followed_buyer_id IS $$The buyer who is followed, if it is a buyer.$$;
COMMENT ON COLUMN market.follow.followed_group_id IS $$The group that is followed, if it is a group.$$;
COMMENT ON COLUMN market.follow.created_at IS $$Since when.$$;
COMMENT ON CONSTRAINT follow_follower_buyer ON market.follow IS $$@name(forward: "followerBuyer", backward: "followees") @counter(column: "followee_count")$$;
COMMENT ON CONSTRAINT follow_follower_merchant ON market.follow IS $$@name(forward: "followerMerchant", backward: "followees")$$;
COMMENT ON CONSTRAINT follow_followed_merchant ON market.follow IS $$@name(forward: "followedMerchant", backward: "followers") @counter(column: "follower_count")$$;
COMMENT ON CONSTRAINT follow_followed_buyer ON market.follow IS $$@name(forward: "followedBuyer", backward: "followers") @counter(column: "follower_count")$$;
COMMENT ON CONSTRAINT follow_followed_group ON market.follow IS $$@name(forward: "followedGroup", backward: "followers") @counter(column: "follower_count")$$;
