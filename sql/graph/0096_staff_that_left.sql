-- Who has left a shop's staff has nothing of it any more, whatever tokens there are.
CREATE OR REPLACE FUNCTION souk.staffs_shops(of_tenant bigint, who text, shops bigint[]) RETURNS boolean LANGUAGE plpgsql STABLE
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  -- A subject that is no number of a member of staff is somebody of whom only the marketplace knows.
  IF who ~ '^[0-9]{1,18}$' IS NOT TRUE THEN
    RETURN true;
  END IF;
  RETURN NOT EXISTS (SELECT FROM market.merchant_staff AS s WHERE s.tenant_id = of_tenant AND s.id = who::bigint AND NOT (s.active AND s.merchant_id = ANY (shops)));
END
$$;
COMMENT ON FUNCTION souk.staffs_shops(bigint, text, bigint[]) IS
  'Whether the subject of a merchant''s token may still act for one of these shops: not who is a member of staff that left, or of another shop.';
