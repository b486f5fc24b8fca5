CREATE TABLE market.category (
  tenant_id bigint NOT NULL,
  id bigint NOT NULL DEFAULT souk.new_id(),
  parent_id bigint,
  name text NOT NULL,
  slug text NOT NULL CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  position int NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, slug),
  CONSTRAINT category_parent FOREIGN KEY (tenant_id, parent_id) REFERENCES market.category,
  CONSTRAINT category_is_not_its_own_parent CHECK (parent_id <> id)
);
CREATE INDEX category_in_order ON market.category (tenant_id, position, id);
CREATE INDEX category_by_parent ON market.category (tenant_id, parent_id, position, id);
SELECT souk.guard_public('market.category');

COMMENT ON TABLE market.category IS $$
A branch of the marketplace's catalogue, such as "Tea & Coffee". Categories form a tree; shops and products hang off its leaves.
@graph(type: "Category", field: "category", list: "categories")
@order(by: ["position"])
$$;
COMMENT ON COLUMN market.category.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.category.id IS $$The category's number, unique within the marketplace.$$;
COMMENT ON COLUMN market.category.parent_id IS $$The category above this one; null at the top of the tree.$$;
COMMENT ON COLUMN market.category.name IS $$The name as shown to buyers, in the marketplace's language.$$;
COMMENT ON COLUMN market.category.slug IS $$The name as it stands in addresses: lower-case words joined by hyphens, unique within the marketplace.$$;
COMMENT ON COLUMN market.category.position IS $$Where the category stands among its siblings, smallest first.$$;
COMMENT ON CONSTRAINT category_parent ON market.category IS $$@name(forward: "parent", backward: "children")$$;
