CREATE TABLE market.guild (
  tenant_id bigint NOT NULL,
  id bigint NOT NULL DEFAULT souk.new_id(),
  kind text NOT NULL CHECK (kind IN ('guild', 'training')),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  about text CHECK (length(about) <= 2000),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX guild_newest ON market.guild (tenant_id, created_at DESC, id DESC);
CREATE INDEX guild_by_kind ON market.guild (tenant_id, kind, created_at DESC, id DESC);
SELECT souk.guard_public('market.guild');

COMMENT ON TABLE market.guild IS $$
What shops are in together besides trade: a guild that they belong to, or a training that they took part in. Public, as the shops' profiles are.
@graph
@order(by: ["created_at DESC"])
$$;
COMMENT ON COLUMN market.guild.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.guild.id IS $$The guild's number, unique within the marketplace.$$;
COMMENT ON COLUMN market.guild.kind IS $$Whether it is a guild or a training. @enum(name: "GuildKind")$$;
COMMENT ON COLUMN market.guild.name IS $$What it is called.$$;
COMMENT ON COLUMN market.guild.about IS $$What it is for.$$;
COMMENT ON COLUMN market.guild.created_at IS $$When it was founded, or held.$$;

CREATE TABLE market.guild_member (
  tenant_id bigint NOT NULL,
  guild_id bigint NOT NULL,
  merchant_id bigint NOT NULL,
  joined_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, guild_id, merchant_id),
  CONSTRAINT guild_member_guild FOREIGN KEY (tenant_id, guild_id) REFERENCES market.guild,
  CONSTRAINT guild_member_merchant FOREIGN KEY (tenant_id, merchant_id) REFERENCES market.merchant
);
CREATE INDEX guild_member_newest ON market.guild_member (tenant_id, joined_at DESC, guild_id DESC, merchant_id DESC);
CREATE INDEX guild_member_by_guild ON market.guild_member (tenant_id, guild_id, joined_at DESC, merchant_id DESC);
CREATE INDEX guild_member_by_merchant ON market.guild_member (tenant_id, merchant_id, joined_at DESC, guild_id DESC);
SELECT souk.guard_public('market.guild_member');

COMMENT ON TABLE market.guild_member IS $$
That a shop is in a guild, or took part in a training.
@graph
@order(by: ["joined_at DESC"])
@through(from: "guild_id", to: "merchant_id", field: "merchants")
@through(from: "merchant_id", to: "guild_id", field: "guilds")
$$;
COMMENT ON COLUMN market.guild_member.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.guild_member.guild_id IS $$The guild or training.$$;
COMMENT ON COLUMN market.guild_member.merchant_id IS $$The shop.$$;
COMMENT ON COLUMN market.guild_member.joined_at IS $$Since when, or when it took part.$$;
COMMENT ON CONSTRAINT guild_member_guild ON market.guild_member IS $$@name(forward: "guild", backward: "members")$$;
COMMENT ON CONSTRAINT guild_member_merchant ON market.guild_member IS $$@name(forward: "merchant", backward: "guildMemberships")$$;
