-- Publishing posts and editing them. The version rises with each change, so that nobody writes over what they have not read.
ALTER TABLE market.post ADD COLUMN version int NOT NULL DEFAULT 1 CHECK (version > 0);
COMMENT ON COLUMN market.post.version IS $$How often the post was written: 1 when it is new. Give it as `ifVersion` to change what you have read, and nothing newer.$$;
SELECT souk.guard_writes('market.post', '{insert}', buyers => '{author_buyer_id}', merchants => '{author_merchant_id}', scope => 'posts:write',
  columns => '{tenant_id,id,author_merchant_id,author_buyer_id,product_id,title,body,status}');
SELECT souk.guard_writes('market.post', '{update}', buyers => '{author_buyer_id}', merchants => '{author_merchant_id}', scope => 'posts:write',
  columns => '{title,body,status,version}');

CREATE FUNCTION market.index_post(of_tenant bigint, of_post bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF of_tenant IS DISTINCT FROM souk.tenant() THEN
    RAISE EXCEPTION 'the post is of another tenant';
  END IF;
  PERFORM market.index_for_search(of_tenant, 'post', ARRAY[of_post]);
END
$$;
COMMENT ON FUNCTION market.index_post(bigint, bigint) IS
  'Makes the search know a post as it is now. @definer(reason: "enters only what everybody may see, of the viewer''s tenant; nobody writes words by hand")';
GRANT EXECUTE ON FUNCTION market.index_post(bigint, bigint) TO souk_gateway;

CREATE FUNCTION market.publish_post(
  tenant bigint, body text, title text DEFAULT NULL, product_id bigint DEFAULT NULL, is_draft boolean DEFAULT false,
  author_merchant_id bigint DEFAULT NULL
) RETURNS market.post LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  post market.post;
BEGIN
  post.tenant_id := tenant;
  post.id := souk.new_id();
  post.author_buyer_id := souk.buyer();
  IF post.author_buyer_id IS NULL THEN
    post.author_merchant_id := market.acting_shop(publish_post.author_merchant_id, 'asMerchantId');
  ELSIF publish_post.author_merchant_id IS NOT NULL THEN
    PERFORM souk.refuse('FORBIDDEN', 'You do not act for this shop.', 'asMerchantId');
  END IF;
  -- A foreign key would also take a product that the viewer may not see, and so tell that it is there.
  IF publish_post.product_id IS NOT NULL
    AND NOT EXISTS (SELECT FROM market.product p WHERE p.tenant_id = tenant AND p.id = publish_post.product_id) THEN
    PERFORM souk.refuse('NOT_FOUND', 'There is no such product.', 'product_id');
  END IF;
  INSERT INTO market.post (tenant_id, id, author_merchant_id, author_buyer_id, product_id, title, body, status)
    VALUES (tenant, post.id, post.author_merchant_id, post.author_buyer_id, publish_post.product_id, nullif(publish_post.title, ''),
      publish_post.body, CASE WHEN is_draft THEN 'draft' ELSE 'published' END);
  PERFORM market.index_post(tenant, post.id);
  RETURN post;
END
$$;
COMMENT ON FUNCTION market.publish_post(bigint, text, text, bigint, boolean, bigint) IS $$
Publishes a post, or keeps it as a draft, as the buyer or for the shop.
@graph
@visible(to: [BUYER, MERCHANT, PARTNER]) @scope(write: "posts:write")
@argument(parameter: "body", description: "The text, up to 20,000 characters.")
@argument(parameter: "title", description: "The headline, if it has one.")
@argument(parameter: "product_id", id: "product", description: "The product that it is about, if it is about one.")
@argument(parameter: "is_draft", description: "Whether it is kept for its author.")
@argument(parameter: "author_merchant_id", as: "asMerchantId", id: "merchant", description: "The shop that it is for, for who acts for several.")
$$;

CREATE FUNCTION market.edit_post_refusal(post_id bigint) RETURNS souk.refusal LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  post market.post;
BEGIN
  -- Of one's own only, as the rule for writing says.
  SELECT p.* INTO post FROM market.post p WHERE p.tenant_id = souk.tenant() AND p.id = edit_post_refusal.post_id AND souk.may('posts:write')
    AND (p.author_buyer_id = souk.buyer() OR p.author_merchant_id = ANY (souk.merchants()));
  RETURN CASE WHEN post.id IS NULL THEN souk.refusal('NOT_FOUND', 'You have no such post.', 'post_id')
    WHEN post.status = 'removed' THEN souk.refusal('INVALID_STATE', 'A removed post stays as it is.', 'post_id') END;
END
$$;
COMMENT ON FUNCTION market.edit_post_refusal(bigint) IS '@guards(mutation: "edit_post", on: "post")';
GRANT EXECUTE ON FUNCTION market.edit_post_refusal(bigint) TO souk_gateway, souk_reader;

CREATE FUNCTION market.edit_post(
  tenant bigint, post_id bigint, title text DEFAULT NULL, body text DEFAULT NULL, status text DEFAULT NULL, if_version int DEFAULT NULL
) RETURNS market.post LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  post market.post;
BEGIN
  SELECT p.* INTO post FROM market.post p WHERE p.tenant_id = tenant AND p.id = post_id FOR UPDATE;
  PERFORM souk.heed(market.edit_post_refusal(edit_post.post_id));
  IF post.version <> if_version THEN
    PERFORM souk.refuse('PRECONDITION', 'The post was changed since.', 'if_version', jsonb_build_object('version', post.version));
  ELSIF edit_post.status NOT IN ('draft', 'published', 'removed') THEN
    PERFORM souk.refuse('BAD_VARIABLE', 'A post is draft, published or removed.', 'status');
  END IF;
  UPDATE market.post p SET
      title = CASE WHEN edit_post.title IS NULL THEN p.title ELSE nullif(edit_post.title, '') END,
      body = coalesce(edit_post.body, p.body), status = coalesce(edit_post.status, p.status), version = p.version + 1
    WHERE p.tenant_id = tenant AND p.id = post_id;
  PERFORM market.index_post(tenant, post_id);
  RETURN post;
END
$$;
COMMENT ON FUNCTION market.edit_post(bigint, bigint, text, text, text, int) IS $$
Changes a post of one's own; what is not given, or null, stays. A removed post stays removed.
@graph
@visible(to: [BUYER, MERCHANT, PARTNER]) @scope(write: "posts:write")
@argument(parameter: "post_id", id: "post", description: "The post to change.")
@argument(parameter: "title", description: "The new headline; empty for none.")
@argument(parameter: "body", description: "The new text, up to 20,000 characters.")
@argument(parameter: "status", description: "draft, published or removed.")
@argument(parameter: "if_version", description: "The version that was read. Where the post has another by now, nothing is changed.")
$$;
GRANT EXECUTE ON FUNCTION market.publish_post(bigint, text, text, bigint, boolean, bigint),
  market.edit_post(bigint, bigint, text, text, text, int) TO souk_gateway;
