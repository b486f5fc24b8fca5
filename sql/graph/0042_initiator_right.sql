CREATE TABLE market.initiator_right (
  tenant_id bigint NOT NULL,
  merchant_id bigint NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, merchant_id),
  CONSTRAINT initiator_right_merchant FOREIGN KEY (tenant_id, merchant_id) REFERENCES market.merchant
);
CREATE INDEX initiator_right_newest ON market.initiator_right (tenant_id, created_at DESC, merchant_id DESC);
SELECT souk.guard_shop('market.initiator_right', merchant => 'merchant_id', scope => 'campaigns:read');

COMMENT ON TABLE market.initiator_right IS $$
That a shop may open campaigns. The marketplace grants it; the shop itself and operators see it.
@graph
@order(by: ["created_at DESC"])
@visible(to: [MERCHANT, PARTNER, OPERATOR]) @scope(read: "campaigns:read", write: "campaigns:write")
$$;
COMMENT ON COLUMN market.initiator_right.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.initiator_right.merchant_id IS $$The shop that may.$$;
COMMENT ON COLUMN market.initiator_right.created_at IS $$Since when.$$;
COMMENT ON CONSTRAINT initiator_right_merchant ON market.initiator_right IS $$@name(forward: "merchant", backward: "initiatorRight")$$;
