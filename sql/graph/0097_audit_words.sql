COMMENT ON VIEW market.audit_entry IS $$
What an operator, a partner or an administrator did: read marked data, changed a token, a grant or an app, moved a campaign, gave money back. What shops and partners write
into their own rows, such as products, is not in it. Entries are only added.
@graph(type: "AuditEntry", field: "auditEntry", list: "auditEntries")
@key(columns: ["id"])
@order(by: ["at DESC"])
@visible(to: [OPERATOR]) @scope(read: "audit:read")
$$;
