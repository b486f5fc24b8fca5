-- What members sign: a snapshot of all that binds them, numbered, with its hash. A row is never changed; a change of the terms, of the
-- discounts or of who is in makes the next version, which nobody has signed yet.
CREATE TABLE market.campaign_agreement (
  tenant_id bigint NOT NULL,
  campaign_id bigint NOT NULL,
  version int NOT NULL CHECK (version > 0),
  document text NOT NULL,
  digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, campaign_id, version),
  CONSTRAINT campaign_agreement_campaign FOREIGN KEY (tenant_id, campaign_id) REFERENCES market.campaign
);
SELECT souk.guard_shared('market.campaign_agreement', shared_when => 'souk.is_in_campaign($.tenant_id, $.campaign_id)', scope => 'campaigns:read');
SELECT souk.limit_rows('market.campaign_agreement', 'campaign', by => 'campaign_id');

COMMENT ON TABLE market.campaign_agreement IS $$
A version of what a campaign's members sign. Seen by the members and by operators; the version to sign is `campaign.agreementVersion`.
@graph
@visible(to: [MERCHANT, PARTNER, OPERATOR]) @scope(read: "campaigns:read", write: "campaigns:write")
$$;
COMMENT ON COLUMN market.campaign_agreement.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.campaign_agreement.campaign_id IS $$The campaign.$$;
COMMENT ON COLUMN market.campaign_agreement.version IS $$The version, from 1.$$;
COMMENT ON COLUMN market.campaign_agreement.document IS $$All that is agreed, as JSON: the terms, the dates, the discounts, the members.$$;
COMMENT ON COLUMN market.campaign_agreement.digest IS $$The SHA-256 of `document` in UTF-8, in hex: what a signature names.$$;
COMMENT ON COLUMN market.campaign_agreement.created_at IS $$When it came to be so.$$;
COMMENT ON CONSTRAINT campaign_agreement_campaign ON market.campaign_agreement IS $$@name(forward: "campaign", backward: "agreements")$$;

CREATE TABLE market.campaign_signature (
  tenant_id bigint NOT NULL,
  campaign_id bigint NOT NULL,
  version int NOT NULL,
  merchant_id bigint NOT NULL,
  staff_id bigint NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, campaign_id, version, merchant_id),
  CONSTRAINT campaign_signature_agreement FOREIGN KEY (tenant_id, campaign_id, version) REFERENCES market.campaign_agreement,
  CONSTRAINT campaign_signature_merchant FOREIGN KEY (tenant_id, merchant_id) REFERENCES market.merchant,
  CONSTRAINT campaign_signature_staff FOREIGN KEY (tenant_id, staff_id) REFERENCES market.merchant_staff
);
CREATE INDEX campaign_signature_by_merchant ON market.campaign_signature (tenant_id, merchant_id, created_at DESC, campaign_id DESC, version DESC);
CREATE INDEX campaign_signature_by_staff ON market.campaign_signature (tenant_id, staff_id);
SELECT souk.guard_shared('market.campaign_signature', merchants => '{merchant_id}',
  shared_when => 'souk.is_in_campaign($.tenant_id, $.campaign_id)', scope => 'campaigns:read');
SELECT souk.limit_rows('market.campaign_signature', 'campaign', by => 'campaign_id');

COMMENT ON TABLE market.campaign_signature IS $$
That a member signed a version of a campaign's agreement. It counts for as long as that is the version to sign.
@graph
@visible(to: [MERCHANT, PARTNER, OPERATOR]) @scope(read: "campaigns:read", write: "campaigns:write")
$$;
COMMENT ON COLUMN market.campaign_signature.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.campaign_signature.campaign_id IS $$The campaign.$$;
COMMENT ON COLUMN market.campaign_signature.version IS $$The version of the agreement that was signed.$$;
COMMENT ON COLUMN market.campaign_signature.merchant_id IS $$The shop that signed.$$;
COMMENT ON COLUMN market.campaign_signature.staff_id IS $$The owner who signed for it.$$;
COMMENT ON COLUMN market.campaign_signature.created_at IS $$When.$$;
COMMENT ON CONSTRAINT campaign_signature_agreement ON market.campaign_signature IS $$@name(forward: "agreement", backward: "signatures")$$;
COMMENT ON CONSTRAINT campaign_signature_merchant ON market.campaign_signature IS $$@name(forward: "merchant", backward: "campaignSignatures")$$;
COMMENT ON CONSTRAINT campaign_signature_staff ON market.campaign_signature IS $$@name(forward: "staffMember", backward: "campaignSignatures")$$;
