-- What the cases beside this file ask for: views, generated columns, interfaces, lookup tables and json of a declared shape, on the
-- demo marketplaces.

-- A view, with a key and a relation of its own.
CREATE VIEW market.merchant_stats WITH (security_invoker) AS
  SELECT p.tenant_id, p.merchant_id, count(*) AS listed, min(p.price) AS lowest FROM market.product p WHERE p.status = 'listed'
  GROUP BY p.tenant_id, p.merchant_id;
COMMENT ON VIEW market.merchant_stats IS $$
What a shop has to offer.
@graph(type: "MerchantStats", field: "merchantStats", list: "merchantStatsList")
@key(columns: ["merchant_id"])
@reference(columns: ["merchant_id"], table: "merchant", to: ["id"], forward: "merchant", backward: "stats")
$$;
COMMENT ON COLUMN market.merchant_stats.tenant_id IS '@hidden';
COMMENT ON COLUMN market.merchant_stats.merchant_id IS '@name(as: "shopNumber")';

-- A lookup table of reference data, and a table with all the rest.
CREATE TABLE market.badge_kind (code text PRIMARY KEY, told text NOT NULL);
INSERT INTO market.badge_kind VALUES ('gold-star', 'Sold much.'), ('newcomer', 'Opened lately.');
COMMENT ON TABLE market.badge_kind IS 'What a badge is for. @enum(name: "BadgeKind", description: "told")';

CREATE TABLE market.badge (
  tenant_id bigint NOT NULL,
  id bigint NOT NULL,
  merchant_id bigint,
  buyer_id bigint,
  kind text NOT NULL REFERENCES market.badge_kind,
  title text NOT NULL,
  shout text NOT NULL GENERATED ALWAYS AS (upper(title)) STORED,
  place jsonb,
  stamps json,
  secret jsonb,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT badge_merchant FOREIGN KEY (tenant_id, merchant_id) REFERENCES market.merchant,
  CONSTRAINT badge_buyer FOREIGN KEY (tenant_id, buyer_id) REFERENCES market.buyer
);
CREATE INDEX badge_by_merchant ON market.badge (tenant_id, merchant_id, id) WHERE merchant_id IS NOT NULL;
CREATE INDEX badge_by_buyer ON market.badge (tenant_id, buyer_id, id) WHERE buyer_id IS NOT NULL;
CREATE INDEX badge_by_kind ON market.badge (tenant_id, kind, id);
SELECT souk.guard_public('market.badge');
COMMENT ON TABLE market.badge IS $$
What somebody was honoured with.
@graph
@union(name: "BadgeHolder", field: "holder", of: ["merchant_id", "buyer_id"])
@interface(name: "Titled", fields: ["title"], description: "What has a title.")
$$;
COMMENT ON COLUMN market.badge.tenant_id IS '@hidden';
COMMENT ON COLUMN market.badge.place IS $$
Where it hangs.
@json(type: """
  "Where something is."
  type Place { street: String! number: Int floor: Floor near: [Place!] since: DateTime area: Float isOpen: Boolean code: ID size: BigInt more: JSON }
  enum Floor { GROUND UPPER }
""")
$$;
COMMENT ON COLUMN market.badge.stamps IS '@json(type: "type Stamp { by: String! }", as: "[Stamp!]")';
COMMENT ON COLUMN market.badge.secret IS '@json(as: "Place") @visible(to: [OPERATOR])';
COMMENT ON TABLE market.post IS $$
What somebody wrote.
@graph
@order(by: ["created_at DESC"])
@scope(read: "posts:read", write: "posts:write")
@union(name: "Author", field: "author", of: ["author_merchant_id", "author_buyer_id"])
@interface(name: "Titled")
$$;

INSERT INTO market.badge (tenant_id, id, merchant_id, buyer_id, kind, title, place, stamps, secret)
SELECT t.id, n, CASE WHEN n % 2 = 0 THEN n END, CASE WHEN n % 2 = 1 THEN n END, CASE WHEN n < 4 THEN 'gold-star' ELSE 'newcomer' END,
  t.name || ' ' || n,
  CASE n
    WHEN 1 THEN '{"street": "Long Road", "number": 7, "floor": "UPPER", "near": [{"street": "Side Road"}, {"street": "Back Road", "number": 2}],
      "since": "2020-11-11T00:00:00Z", "area": 12.5, "isOpen": true, "code": 12, "size": 9007199254740993, "more": {"any": [1, null]}}'
    WHEN 2 THEN '{"street": "Short Road", "number": "seven", "floor": "CELLAR", "near": {"street": "none"}, "area": "large", "isOpen": 1}'
    WHEN 3 THEN '{"number": 7}'
    WHEN 4 THEN '["no object"]'
    WHEN 5 THEN 'null'
  END::jsonb,
  CASE n WHEN 1 THEN '[{"by": "Ann"}, {"by": "Bob"}]' WHEN 2 THEN '[{"by": "Ann"}, null]' WHEN 3 THEN '{"by": "Ann"}' END::json,
  '{"street": "Hidden Road"}'
FROM souk.tenant t, generate_series(1, 6) n;
GRANT SELECT ON market.merchant_stats, market.badge_kind TO souk_gateway, souk_reader;
