CREATE TABLE market.page_template (
  tenant_id bigint NOT NULL,
  id bigint NOT NULL DEFAULT souk.new_id(),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  layout text NOT NULL CHECK (layout IN ('grid', 'story', 'counter', 'map')),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX page_template_newest ON market.page_template (tenant_id, created_at DESC, id DESC);
SELECT souk.guard_public('market.page_template', scope => 'campaigns:read');

COMMENT ON TABLE market.page_template IS $$
A layout that the marketplace offers for campaigns' pages.
@graph
@order(by: ["created_at DESC"])
@scope(read: "campaigns:read", write: "campaigns:write")
$$;
COMMENT ON COLUMN market.page_template.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.page_template.id IS $$The template's number, unique within the marketplace.$$;
COMMENT ON COLUMN market.page_template.name IS $$What it is called.$$;
COMMENT ON COLUMN market.page_template.layout IS $$How a page with it is laid out: products in a grid, a story with products, one counter for each shop, or a map of the shops. @enum(name: "PageLayout")$$;
COMMENT ON COLUMN market.page_template.created_at IS $$Since when it is offered.$$;

ALTER TABLE market.campaign ADD COLUMN page_template_id bigint,
  ADD CONSTRAINT campaign_page_template FOREIGN KEY (tenant_id, page_template_id) REFERENCES market.page_template;
CREATE INDEX campaign_by_page_template ON market.campaign (tenant_id, page_template_id, created_at DESC, id DESC) WHERE page_template_id IS NOT NULL;
COMMENT ON COLUMN market.campaign.page_template_id IS $$The layout of its page; null until the initiator chose one.$$;
COMMENT ON CONSTRAINT campaign_page_template ON market.campaign IS $$@name(forward: "pageTemplate", backward: "campaigns")$$;
