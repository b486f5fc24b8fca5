CREATE TABLE market.merchant_staff (
  tenant_id bigint NOT NULL,
  id bigint NOT NULL DEFAULT souk.new_id(),
  merchant_id bigint NOT NULL,
  name text NOT NULL,
  email text,
  duty text NOT NULL CHECK (duty IN ('owner', 'marketing', 'service', 'supply')),
  active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT merchant_staff_merchant FOREIGN KEY (tenant_id, merchant_id) REFERENCES market.merchant
);
CREATE INDEX merchant_staff_newest ON market.merchant_staff (tenant_id, created_at DESC, id DESC);
CREATE INDEX merchant_staff_by_merchant ON market.merchant_staff (tenant_id, merchant_id, created_at DESC, id DESC);
SELECT souk.guard_shop('market.merchant_staff', merchant => 'merchant_id', scope => 'staff:read');

COMMENT ON TABLE market.merchant_staff IS $$
A member of a shop's staff. Seen by the shop itself and by operators.
@graph(type: "StaffMember", field: "staffMember", list: "staffMembers")
@order(by: ["created_at DESC"])
@visible(to: [MERCHANT, PARTNER, OPERATOR]) @scope(read: "staff:read", write: "staff:write")
$$;
COMMENT ON COLUMN market.merchant_staff.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.merchant_staff.id IS $$The staff member's number, unique within the marketplace.$$;
COMMENT ON COLUMN market.merchant_staff.merchant_id IS $$The shop this person works for.$$;
COMMENT ON COLUMN market.merchant_staff.name IS $$The person's name, as colleagues see it.$$;
COMMENT ON COLUMN market.merchant_staff.email IS $$Where the person is reached at work. @scope(read: "staff.contact:read") @audited$$;
COMMENT ON COLUMN market.merchant_staff.duty IS $$What the person does for the shop, and so what the person may do here. @enum(name: "StaffDuty")$$;
COMMENT ON COLUMN market.merchant_staff.active IS $$False once the person has left.$$;
COMMENT ON COLUMN market.merchant_staff.created_at IS $$When the person joined the shop.$$;
COMMENT ON CONSTRAINT merchant_staff_merchant ON market.merchant_staff IS $$@name(forward: "merchant", backward: "staff")$$;

-- Who may speak for a shop: the one answer that the gateway's own schema cannot give.
CREATE OR REPLACE FUNCTION souk.owns_shop(shop bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF souk.role() IS DISTINCT FROM 'merchant' OR shop = ANY (souk.merchants()) IS NOT TRUE OR souk.subject() ~ '^[0-9]{1,18}$' IS NOT TRUE THEN
    RETURN false;
  END IF;
  RETURN EXISTS (
    SELECT FROM market.merchant_staff s
    WHERE s.tenant_id = souk.tenant() AND s.id = souk.subject()::bigint AND s.merchant_id = shop AND s.duty = 'owner' AND s.active);
END
$$;
COMMENT ON FUNCTION souk.owns_shop(bigint) IS
  'Whether the viewer is an owner of this shop, who may grant apps a part of it. @definer(reason: "answers yes or no about the viewer''s own duty")';
