SELECT jsonb_build_object(
  'merchants', jsonb_build_object('nodes', (SELECT jsonb_agg(jsonb_build_object('databaseId', m.id::text, 'followers', (
    SELECT jsonb_build_object('totalCount', count(*), 'isCapped', false) FROM market.follow f
    WHERE f.tenant_id = m.tenant_id AND f.followed_merchant_id = m.id)) ORDER BY m.created_at DESC, m.id DESC)
    FROM (SELECT * FROM market.merchant WHERE tenant_id = $1::bigint ORDER BY created_at DESC, id DESC LIMIT 2) m)),
  'groups', jsonb_build_object('nodes', (SELECT jsonb_agg(jsonb_build_object('databaseId', g.id::text, 'members', n.total, 'memberBuyers', n.total)
    ORDER BY g.created_at DESC, g.id DESC)
    FROM (SELECT * FROM market."group" WHERE tenant_id = $1::bigint ORDER BY created_at DESC, id DESC LIMIT 2) g
    CROSS JOIN LATERAL (SELECT jsonb_build_object('totalCount', count(*)) AS total FROM market.group_member x
      WHERE x.tenant_id = g.tenant_id AND x.group_id = g.id) n)))
