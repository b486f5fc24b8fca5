CREATE TABLE market.buyer_contact (
  tenant_id bigint NOT NULL,
  buyer_id bigint NOT NULL,
  full_name text NOT NULL,
  email text,
  phone text,
  address text,
  city text,
  postal_code text,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, buyer_id),
  CONSTRAINT buyer_contact_buyer FOREIGN KEY (tenant_id, buyer_id) REFERENCES market.buyer
);

CREATE FUNCTION souk.bought_from_me(tenant bigint, buyer bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  mine bigint[] := souk.merchants();
BEGIN
  IF mine IS NULL OR tenant IS DISTINCT FROM souk.tenant() THEN
    RETURN false;
  END IF;
  RETURN EXISTS (
    SELECT FROM market."order" o
    WHERE o.tenant_id = tenant AND o.merchant_id = ANY (mine) AND o.buyer_id = buyer AND o.status NOT IN ('cancelled', 'refunded'));
END
$$;
COMMENT ON FUNCTION souk.bought_from_me(bigint, bigint) IS
  'Whether this buyer has an order that stands with a shop on whose behalf the viewer asks. @definer(reason: "answers yes or no about the viewer''s own shops; stops the rules of two tables from asking each other")';
GRANT EXECUTE ON FUNCTION souk.bought_from_me(bigint, bigint) TO souk_gateway, souk_reader;

SELECT souk.guard_shared('market.buyer_contact', buyers => '{buyer_id}', shared_when => 'souk.bought_from_me($.tenant_id, $.buyer_id)',
  scope => 'buyers.contact:read');

COMMENT ON TABLE market.buyer_contact IS $$
How a buyer is reached. Seen by the buyer, by shops with an order of theirs that stands, and by operators.
@graph @audited
@visible(to: [BUYER, MERCHANT, PARTNER, OPERATOR]) @scope(read: "buyers.contact:read", write: "buyers.contact:write")
$$;
COMMENT ON COLUMN market.buyer_contact.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.buyer_contact.buyer_id IS $$Whose contact data this is.$$;
COMMENT ON COLUMN market.buyer_contact.full_name IS $$The name for the parcel.$$;
COMMENT ON COLUMN market.buyer_contact.email IS $$The buyer's e-mail address.$$;
COMMENT ON COLUMN market.buyer_contact.phone IS $$The buyer's phone number, with the country's prefix.$$;
COMMENT ON COLUMN market.buyer_contact.address IS $$Street and number.$$;
COMMENT ON COLUMN market.buyer_contact.city IS $$The city.$$;
COMMENT ON COLUMN market.buyer_contact.postal_code IS $$The postal code.$$;
COMMENT ON COLUMN market.buyer_contact.updated_at IS $$When the buyer last changed any of it.$$;
COMMENT ON CONSTRAINT buyer_contact_buyer ON market.buyer_contact IS $$@name(forward: "buyer", backward: "contact")$$;
