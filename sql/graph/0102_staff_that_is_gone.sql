-- A number that names no member of staff at all is nobody who may act: rows are deleted, too, not only marked as left.
CREATE OR REPLACE FUNCTION souk.staffs_shops(of_tenant bigint, who text, shops bigint[]) RETURNS boolean LANGUAGE plpgsql STABLE
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  -- A subject that is no number is somebody of whom only the marketplace knows.
  IF who ~ '^[0-9]+$' IS NOT TRUE THEN
    RETURN true;
  END IF;
  IF who::numeric > 9223372036854775807 THEN
    RETURN false;
  END IF;
  RETURN EXISTS (SELECT FROM market.merchant_staff AS s
    WHERE s.tenant_id = of_tenant AND s.id = who::bigint AND s.active AND s.merchant_id = ANY (shops));
END
$$;
COMMENT ON FUNCTION souk.staffs_shops(bigint, text, bigint[]) IS
  'Whether the subject of a merchant''s token may still act for one of these shops: a number that is an active member of one''s staff, or what is no number.';
