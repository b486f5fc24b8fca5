-- The audit as its tenant's operators read it. Row security stands below, since a view reads as who asks; the condition says it once more.
CREATE VIEW market.audit_entry WITH (security_invoker = true) AS
  SELECT a.tenant_id, a.id, a.at, a.role, a.subject, a.token_id::text AS token_id, a.action, a.object, a.detail FROM souk.audit a WHERE souk.is_operator();
REVOKE ALL ON market.audit_entry FROM PUBLIC;
GRANT SELECT ON market.audit_entry TO souk_gateway, souk_reader;

COMMENT ON VIEW market.audit_entry IS $$
What an operator, a partner or an administrator did: read marked data, or changed a token, a grant or an app. Nothing in it ever changes.
@graph(type: "AuditEntry", field: "auditEntry", list: "auditEntries")
@key(columns: ["id"])
@order(by: ["at DESC"])
@visible(to: [OPERATOR]) @scope(read: "audit:read")
$$;
COMMENT ON COLUMN market.audit_entry.tenant_id IS $$The marketplace. @hidden$$;
COMMENT ON COLUMN market.audit_entry.id IS $$The entry's number, unique within the marketplace.$$;
COMMENT ON COLUMN market.audit_entry.at IS $$When it was done. @filter$$;
COMMENT ON COLUMN market.audit_entry.role IS $$As what: operator, partner, merchant, buyer; administrator for what was done by command.$$;
COMMENT ON COLUMN market.audit_entry.subject IS $$Who, within the role: a member of staff, an app; an administrator's login. Null where nobody said. @filter$$;
COMMENT ON COLUMN market.audit_entry.token_id IS $$The token that was shown, by its number; null for tokens of another issuer, and where there was none.$$;
COMMENT ON COLUMN market.audit_entry.action IS $$What was done: `read` of marked data, `token.issue`, `grant.withdraw` and so on. @filter$$;
COMMENT ON COLUMN market.audit_entry.object IS $$To what: the table that was read, or what was changed. @filter$$;
COMMENT ON COLUMN market.audit_entry.detail IS $$The particulars: of a reading, its columns, the operation's document and its variables.$$;
