-- What pages of one shop, one buyer and one campaign are filtered by: an index among all rows does not help within the list of one row.
CREATE INDEX product_by_merchant_category ON market.product (tenant_id, merchant_id, category_id, created_at DESC, id DESC);
CREATE INDEX order_by_buyer_status ON market."order" (tenant_id, buyer_id, status, created_at DESC, id DESC);
CREATE INDEX campaign_by_merchant_status ON market.campaign (tenant_id, merchant_id, status, created_at DESC, id DESC);
CREATE INDEX campaign_participant_by_campaign_state ON market.campaign_participant (tenant_id, campaign_id, state, created_at, merchant_id);

-- An order has a few items: whose orders have this product may be asked of a shop or a buyer, too.
COMMENT ON CONSTRAINT order_item_order ON market.order_item IS $$@name(forward: "order", backward: "items") @counter(column: "item_count") @filter$$;
