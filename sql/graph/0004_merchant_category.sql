CREATE TABLE market.merchant_category (
  tenant_id bigint NOT NULL,
  merchant_id bigint NOT NULL,
  category_id bigint NOT NULL,
  PRIMARY KEY (tenant_id, merchant_id, category_id),
  CONSTRAINT merchant_category_merchant FOREIGN KEY (tenant_id, merchant_id) REFERENCES market.merchant,
  CONSTRAINT merchant_category_category FOREIGN KEY (tenant_id, category_id) REFERENCES market.category
);
CREATE INDEX merchant_category_by_category ON market.merchant_category (tenant_id, category_id, merchant_id);
SELECT souk.guard_public('market.merchant_category');

COMMENT ON TABLE market.merchant_category IS $$
That a shop sells in a category. Ask for `merchant.categories` and `category.merchants` rather than for this.
@graph(list: "merchantCategories")
@through(from: "merchant_id", to: "category_id", field: "categories")
@through(from: "category_id", to: "merchant_id", field: "merchants")
$$;
COMMENT ON COLUMN market.merchant_category.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.merchant_category.merchant_id IS $$The shop.$$;
COMMENT ON COLUMN market.merchant_category.category_id IS $$A category the shop sells in.$$;
COMMENT ON CONSTRAINT merchant_category_merchant ON market.merchant_category IS $$@hidden(side: BACKWARD)$$;
COMMENT ON CONSTRAINT merchant_category_category ON market.merchant_category IS $$@hidden(side: BACKWARD)$$;
