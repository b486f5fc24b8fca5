CREATE TABLE market."group" (
  tenant_id bigint NOT NULL,
  id bigint NOT NULL DEFAULT souk.new_id(),
  merchant_id bigint,
  organizer_id bigint,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  about text,
  entry text NOT NULL DEFAULT 'open' CHECK (entry IN ('open', 'bought_before', 'spent_at_least', 'segment', 'invitation')),
  member_count int NOT NULL DEFAULT 0 CHECK (member_count >= 0),
  follower_count int NOT NULL DEFAULT 0 CHECK (follower_count >= 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT group_merchant FOREIGN KEY (tenant_id, merchant_id) REFERENCES market.merchant,
  CONSTRAINT group_organizer FOREIGN KEY (tenant_id, organizer_id) REFERENCES market.buyer,
  CONSTRAINT group_has_one_host CHECK (num_nonnulls(merchant_id, organizer_id) = 1)
) WITH (fillfactor = 90);  -- counters move in place
CREATE INDEX group_newest ON market."group" (tenant_id, created_at DESC, id DESC);
CREATE INDEX group_by_merchant ON market."group" (tenant_id, merchant_id, created_at DESC, id DESC) WHERE merchant_id IS NOT NULL;
CREATE INDEX group_by_organizer ON market."group" (tenant_id, organizer_id, created_at DESC, id DESC) WHERE organizer_id IS NOT NULL;
SELECT souk.guard_public('market."group"', scope => 'groups:read');

COMMENT ON TABLE market."group" IS $$
A circle of buyers, kept by a shop or by one of them. That it exists is public; who is in it is for those who are signed in.
@graph
@order(by: ["created_at DESC"])
@scope(read: "groups:read", write: "groups:write")
@union(name: "GroupHost", field: "host", of: ["merchant_id", "organizer_id"])
$$;
COMMENT ON COLUMN market."group".tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market."group".id IS $$The group's number, unique within the marketplace.$$;
COMMENT ON COLUMN market."group".merchant_id IS $$The shop that keeps the group; null when a buyer does.$$;
COMMENT ON COLUMN market."group".organizer_id IS $$The buyer who keeps the group; null when a shop does. @visible(to: [BUYER, MERCHANT, PARTNER, OPERATOR])$$;
COMMENT ON COLUMN market."group".name IS $$The group's name, up to 200 characters.$$;
COMMENT ON COLUMN market."group".about IS $$What the group is for.$$;
COMMENT ON COLUMN market."group".entry IS $$Who may join: anybody, buyers of the shop, buyers who spent enough, a segment, or the invited. @enum(name: "GroupEntry")$$;
COMMENT ON COLUMN market."group".member_count IS $$How many members the group has. Exact, and free to ask for.$$;
COMMENT ON COLUMN market."group".follower_count IS $$How many buyers follow the group. Exact, and free to ask for.$$;
COMMENT ON COLUMN market."group".created_at IS $$When the group was founded.$$;
COMMENT ON CONSTRAINT group_merchant ON market."group" IS $$@name(forward: "merchant", backward: "groups")$$;
COMMENT ON CONSTRAINT group_organizer ON market."group" IS $$@name(forward: "organizer", backward: "organizedGroups")$$;

CREATE TABLE market.group_member (
  tenant_id bigint NOT NULL,
  group_id bigint NOT NULL,
  buyer_id bigint NOT NULL,
  role text NOT NULL DEFAULT 'member' CHECK (role IN ('host', 'helper', 'member')),
  joined_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, group_id, buyer_id),
  CONSTRAINT group_member_group FOREIGN KEY (tenant_id, group_id) REFERENCES market."group",
  CONSTRAINT group_member_buyer FOREIGN KEY (tenant_id, buyer_id) REFERENCES market.buyer
);
CREATE INDEX group_member_newest ON market.group_member (tenant_id, joined_at DESC, group_id DESC, buyer_id DESC);
CREATE INDEX group_member_by_group ON market.group_member (tenant_id, group_id, joined_at DESC, buyer_id DESC);
CREATE INDEX group_member_by_buyer ON market.group_member (tenant_id, buyer_id, joined_at DESC, group_id DESC);
SELECT souk.guard_members('market.group_member', scope => 'groups:read');

COMMENT ON TABLE market.group_member IS $$
That a buyer is in a group.
@graph
@order(by: ["joined_at DESC"])
@visible(to: [BUYER, MERCHANT, PARTNER, OPERATOR]) @scope(read: "groups:read", write: "groups:write")
@through(from: "group_id", to: "buyer_id", field: "memberBuyers")
@through(from: "buyer_id", to: "group_id", field: "groups")
$$;
COMMENT ON COLUMN market.group_member.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.group_member.group_id IS $$The group.$$;
COMMENT ON COLUMN market.group_member.buyer_id IS $$The member.$$;
COMMENT ON COLUMN market.group_member.role IS $$What the member is in the group: its host, a helper, or simply a member. @enum(name: "GroupRole")$$;
COMMENT ON COLUMN market.group_member.joined_at IS $$When the buyer joined.$$;
COMMENT ON CONSTRAINT group_member_group ON market.group_member IS $$@name(forward: "group", backward: "members") @counter(column: "member_count")$$;
COMMENT ON CONSTRAINT group_member_buyer ON market.group_member IS $$@name(forward: "buyer", backward: "memberships")$$;
