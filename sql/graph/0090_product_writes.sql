-- Shops enter their products themselves, one by one or by the hundred from a system of their own, which knows them by its own numbers.
ALTER TABLE market.product ADD COLUMN sku text CHECK (length(sku) BETWEEN 1 AND 100);
ALTER TABLE market.product ADD COLUMN version int NOT NULL DEFAULT 1 CHECK (version > 0);
ALTER TABLE market.product ADD CONSTRAINT product_sku UNIQUE (tenant_id, merchant_id, sku);
COMMENT ON COLUMN market.product.sku IS $$The shop's own number for the product, unique within the shop, up to 100 characters; null where it has none.$$;
COMMENT ON COLUMN market.product.version IS $$How often the product was written: 1 when it is new. Give it as `ifVersion` to change what you have read, and nothing newer.$$;

SELECT souk.guard_writes('market.product', '{insert}', merchants => '{merchant_id}', scope => 'products:write',
  columns => '{tenant_id,id,merchant_id,category_id,name,description,price,currency,status,sku}');
SELECT souk.guard_writes('market.product', '{update}', merchants => '{merchant_id}', scope => 'products:write',
  columns => '{category_id,name,description,price,currency,status,sku,version}');
-- What was for sale stays to be found, delisted; only what nobody has seen goes.
SELECT souk.guard_writes('market.product', '{delete}', merchants => '{merchant_id}', scope => 'products:write', only_when => $$$.status = 'draft'$$);

CREATE FUNCTION market.after_product_writes(of_tenant bigint, was_there market.product[], now_there market.product[]) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF of_tenant IS DISTINCT FROM souk.tenant() THEN
    RAISE EXCEPTION 'the products are of another tenant';
  ELSIF NOT souk.may('products:write') OR EXISTS (SELECT FROM unnest(was_there) AS r WHERE r.merchant_id = ANY (souk.merchants()) IS NOT TRUE) THEN
    RAISE EXCEPTION 'the products are of another shop';
  ELSIF EXISTS (SELECT FROM unnest(was_there) AS w JOIN market.product AS r ON r.tenant_id = of_tenant AND r.id = w.id WHERE w.status <> 'draft' AND r.status = 'draft') THEN
    PERFORM souk.refuse('INVALID_STATE', 'What was for sale is not a draft again: delist it.', 'rows');
  END IF;
  UPDATE market.merchant m SET product_count = m.product_count + n.listed
  FROM (
    SELECT p.merchant_id, sum(p.listed) AS listed FROM (
      SELECT r.merchant_id, -1 AS listed FROM unnest(was_there) AS r WHERE r.status = 'listed'
      UNION ALL
      -- As they are stored: what was not given has its default there.
      SELECT r.merchant_id, 1 FROM market.product r
      WHERE r.tenant_id = of_tenant AND r.id IN (SELECT w.id FROM unnest(now_there) AS w) AND r.status = 'listed'
        AND r.merchant_id = ANY (souk.merchants())
    ) p GROUP BY p.merchant_id HAVING sum(p.listed) <> 0 ORDER BY p.merchant_id
  ) n
  WHERE m.tenant_id = of_tenant AND m.id = n.merchant_id;
  PERFORM market.index_for_search(of_tenant, 'product', ARRAY(
    SELECT r.id FROM unnest(was_there) AS r UNION SELECT r.id FROM unnest(now_there) AS r));
END
$$;
COMMENT ON FUNCTION market.after_product_writes(bigint, market.product[], market.product[]) IS
  'Keeps the shops'' numbers of listed products and the search in step with products that were written. @definer(reason: "moves counters and words of the viewer''s own shops")';
GRANT EXECUTE ON FUNCTION market.after_product_writes(bigint, market.product[], market.product[]) TO souk_gateway;

SELECT souk.offer_writes('market.product', '{create,update,delete,upsert}', to_roles => '{MERCHANT,PARTNER}', version => 'version',
  key => '{merchant_id,sku}', then_call => 'market.after_product_writes');

SELECT souk.guard_writes('market.inventory', '{insert}', merchants => '{merchant_id}', scope => 'products.stock:write',
  columns => '{tenant_id,product_id,merchant_id,stock}');
SELECT souk.guard_writes('market.inventory', '{update}', merchants => '{merchant_id}', scope => 'products.stock:write', columns => '{stock,version}');

CREATE FUNCTION market.after_inventory_writes(of_tenant bigint, was_there market.inventory[], now_there market.inventory[]) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF of_tenant IS DISTINCT FROM souk.tenant() THEN
    RAISE EXCEPTION 'the inventories are of another tenant';
  END IF;
  PERFORM market.tell_inventory(of_tenant, ARRAY(SELECT r.product_id FROM unnest(now_there) AS r));
END
$$;
COMMENT ON FUNCTION market.after_inventory_writes(bigint, market.inventory[], market.inventory[]) IS
  'Tells everybody which of the products are sold out. @definer(reason: "makes products say what their inventories are, whoever asks")';
GRANT EXECUTE ON FUNCTION market.after_inventory_writes(bigint, market.inventory[], market.inventory[]) TO souk_gateway;

SELECT souk.offer_writes('market.inventory', '{upsert}', to_roles => '{MERCHANT,PARTNER}', version => 'version', key => '{product_id}',
  then_call => 'market.after_inventory_writes', named => 'inventories');
