-- The outbox as its tenant's operators read it, whom row security lets in below, since a view reads as who asks; the conditions say it once more, and the tables whose changes are told. Counters are not: each order and each follower
-- moves one, and they can be read again with the row. A stock is none: what runs out is what followers of a shop's changes wait for.
CREATE DOMAIN market.change_kind AS text CHECK (VALUE IN ('created', 'updated', 'deleted'));
COMMENT ON DOMAIN market.change_kind IS $$What happened to a row. @enum(name: "ChangeKind")$$;

CREATE VIEW market.change_set WITH (security_invoker = true) AS
  SELECT s.tenant_id, s.id, s.position, s.at FROM souk.change_set s WHERE s.position IS NOT NULL AND souk.is_operator() AND souk.may('changes:read');
CREATE VIEW market.change WITH (security_invoker = true) AS
  SELECT c.tenant_id, c.change_set_id, c.ordinal, c.type, c.kind::market.change_kind AS kind,
    rtrim(translate(encode(convert_to(c.type || ':' || c.key, 'UTF8'), 'base64'), E'+/\n', '-_'), '=') AS node_id
  FROM souk.change c WHERE souk.is_operator() AND souk.may('changes:read');
REVOKE ALL ON market.change_set, market.change FROM PUBLIC;
GRANT SELECT ON market.change_set, market.change TO souk_gateway, souk_reader;

COMMENT ON VIEW market.change_set IS $$
What one transaction changed. Sets come in the order in which their transactions were committed, each with the position after the one before it: a position
that is missing was removed because it was too old. Whoever follows keeps the last position, or the last cursor, and asks for what comes after it.
@graph
@key(columns: ["id"])
@order(by: ["position"])
@visible(to: [OPERATOR]) @scope(read: "changes:read")
$$;
COMMENT ON COLUMN market.change_set.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.change_set.id IS $$The set's number, unique within the marketplace.$$;
COMMENT ON COLUMN market.change_set.position IS $$Its place in the order of commits, from 1. @filter @order$$;
COMMENT ON COLUMN market.change_set.at IS $$When its transaction was about to commit.$$;
COMMENT ON VIEW market.change IS $$
A row that a transaction changed: which, and what happened to it, and nothing of what is in it. Ask for its values by its id, as whoever may see them.
@graph
@key(columns: ["change_set_id", "ordinal"])
@reference(columns: ["change_set_id"], table: "change_set", to: ["id"], forward: "changeSet", backward: "changes")
@order(by: ["ordinal"])
@visible(to: [OPERATOR]) @scope(read: "changes:read")
$$;
COMMENT ON COLUMN market.change.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.change.change_set_id IS $$The transaction that changed it.$$;
COMMENT ON COLUMN market.change.ordinal IS $$Its place within the set, from 1.$$;
COMMENT ON COLUMN market.change.type IS $$The type of what changed, such as `Product`.$$;
COMMENT ON COLUMN market.change.kind IS $$What happened: created, updated or deleted.$$;
COMMENT ON COLUMN market.change.node_id IS $$The global id of what changed, as `node` takes it.$$;

SELECT souk.emit_changes('market.merchant', '{name,slug,about,region,rating,monthly_sales,currency,status}');
SELECT souk.emit_changes('market.product', '{merchant_id,category_id,name,description,price,currency,is_sold_out,status,sku}');
SELECT souk.emit_changes('market.inventory', '{stock}');
SELECT souk.emit_changes('market."order"');
SELECT souk.emit_changes('market.post', '{product_id,title,body,status}');
SELECT souk.emit_changes('market."group"', '{name,about,entry}');
SELECT souk.emit_changes('market.campaign',
  '{title,theme,kind,status,seats,min_rating,starts_at,ends_at,sought,terms,min_monthly_sales,currency,regions,agreement_version,frozen_from,page_template_id}');
SELECT souk.emit_changes('market.campaign_participant');
