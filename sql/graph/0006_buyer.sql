CREATE TABLE market.buyer (
  tenant_id bigint NOT NULL,
  id bigint NOT NULL DEFAULT souk.new_id(),
  nickname text NOT NULL CHECK (length(nickname) BETWEEN 1 AND 80),
  about text,
  region text,
  interests text[] NOT NULL DEFAULT '{}',
  experience_points int NOT NULL DEFAULT 0 CHECK (experience_points >= 0),
  creator boolean NOT NULL DEFAULT false,
  follower_count int NOT NULL DEFAULT 0 CHECK (follower_count >= 0),
  followee_count int NOT NULL DEFAULT 0 CHECK (followee_count >= 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id)
) WITH (fillfactor = 90);  -- counters move in place
CREATE INDEX buyer_newest ON market.buyer (tenant_id, created_at DESC, id DESC);
SELECT souk.guard_members('market.buyer', scope => 'buyers:read');

COMMENT ON TABLE market.buyer IS $$
Somebody who buys on this marketplace, as others on it see them. How to reach them is apart, in `contact`.
@graph
@order(by: ["created_at DESC"])
@visible(to: [BUYER, MERCHANT, PARTNER, OPERATOR]) @scope(read: "buyers:read", write: "buyers:write")
$$;
COMMENT ON COLUMN market.buyer.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.buyer.id IS $$The buyer's number, unique within the marketplace.$$;
COMMENT ON COLUMN market.buyer.nickname IS $$The name the buyer goes by here, up to 80 characters. Not unique.$$;
COMMENT ON COLUMN market.buyer.about IS $$What the buyer says about themselves; null until they wrote something.$$;
COMMENT ON COLUMN market.buyer.region IS $$Where the buyer lives, as far as they tell.$$;
COMMENT ON COLUMN market.buyer.interests IS $$What the buyer likes to read and talk about.$$;
COMMENT ON COLUMN market.buyer.experience_points IS $$What the buyer earned by taking part. Never negative.$$;
COMMENT ON COLUMN market.buyer.creator IS $$Whether the buyer publishes as a creator: a designer, photographer, model, expert.$$;
COMMENT ON COLUMN market.buyer.follower_count IS $$How many buyers follow this one. Exact, and free to ask for.$$;
COMMENT ON COLUMN market.buyer.followee_count IS $$How many shops, buyers and groups this buyer follows. Exact, and free to ask for.$$;
COMMENT ON COLUMN market.buyer.created_at IS $$When the buyer signed up.$$;
