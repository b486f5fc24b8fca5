CREATE TABLE market.post (
  tenant_id bigint NOT NULL,
  id bigint NOT NULL DEFAULT souk.new_id(),
  author_merchant_id bigint,
  author_buyer_id bigint,
  product_id bigint,
  title text,
  body text NOT NULL CHECK (length(body) BETWEEN 1 AND 20000),
  status text NOT NULL DEFAULT 'published' CHECK (status IN ('draft', 'published', 'removed')),
  like_count int NOT NULL DEFAULT 0 CHECK (like_count >= 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT post_author_merchant FOREIGN KEY (tenant_id, author_merchant_id) REFERENCES market.merchant,
  CONSTRAINT post_author_buyer FOREIGN KEY (tenant_id, author_buyer_id) REFERENCES market.buyer,
  CONSTRAINT post_product FOREIGN KEY (tenant_id, product_id) REFERENCES market.product,
  CONSTRAINT post_has_one_author CHECK (num_nonnulls(author_merchant_id, author_buyer_id) = 1)
);
CREATE INDEX post_newest ON market.post (tenant_id, created_at DESC, id DESC);
CREATE INDEX post_by_author_merchant ON market.post (tenant_id, author_merchant_id, created_at DESC, id DESC)
  WHERE author_merchant_id IS NOT NULL;
CREATE INDEX post_by_author_buyer ON market.post (tenant_id, author_buyer_id, created_at DESC, id DESC) WHERE author_buyer_id IS NOT NULL;
CREATE INDEX post_by_product ON market.post (tenant_id, product_id, created_at DESC, id DESC) WHERE product_id IS NOT NULL;
SELECT souk.guard_shared('market.post', public_when => $$$.status = 'published'$$, merchants => '{author_merchant_id}',
  buyers => '{author_buyer_id}', scope => 'posts:read');

COMMENT ON TABLE market.post IS $$
Something a shop or a buyer published: a note, a lookbook, news of the shop. Drafts and removed posts are their author's own.
@graph
@order(by: ["created_at DESC"])
@scope(read: "posts:read", write: "posts:write")
@union(name: "PostAuthor", field: "author", of: ["author_merchant_id", "author_buyer_id"])
$$;
COMMENT ON COLUMN market.post.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.post.id IS $$The post's number, unique within the marketplace.$$;
COMMENT ON COLUMN market.post.author_merchant_id IS $$The shop that wrote it; null when a buyer did.$$;
COMMENT ON COLUMN market.post.author_buyer_id IS $$The buyer who wrote it; null when a shop did. @visible(to: [BUYER, MERCHANT, PARTNER, OPERATOR])$$;
COMMENT ON COLUMN market.post.product_id IS $$The product it is about, if it is about one.$$;
COMMENT ON COLUMN market.post.title IS $$The headline; short notes have none.$$;
COMMENT ON COLUMN market.post.body IS $$The text, up to 20,000 characters.$$;
COMMENT ON COLUMN market.post.status IS $$Where the post stands: a draft, published, or removed. @enum(name: "PostStatus")$$;
COMMENT ON COLUMN market.post.like_count IS $$How many like it. Exact, and free to ask for.$$;
COMMENT ON COLUMN market.post.created_at IS $$When it was written.$$;
COMMENT ON CONSTRAINT post_author_merchant ON market.post IS $$@name(forward: "authorMerchant", backward: "posts")$$;
COMMENT ON CONSTRAINT post_author_buyer ON market.post IS $$@name(forward: "authorBuyer", backward: "posts")$$;
COMMENT ON CONSTRAINT post_product ON market.post IS $$@name(forward: "product", backward: "posts")$$;
