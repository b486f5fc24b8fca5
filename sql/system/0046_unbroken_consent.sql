-- A token of an app counts for a shop while that shop's consent has stood unbroken since the token was made. Before, any grant in force would
-- do: a token that a withdrawal had ended came alive again when the shop consented anew, for another installation or with other people behind it.
ALTER TABLE souk.app_grant ADD COLUMN since timestamptz NOT NULL DEFAULT now();
COMMENT ON COLUMN souk.app_grant.since IS
  'Since when the shop''s consent to the app has stood without a break: kept when one grant replaces another, new after a withdrawal. Tokens made earlier do not count for the shop.';
-- A grant that replaced one begins at the moment at which that ended. Consent that never ended does not ask when a token was made, as it did
-- not until now: administrators issued some before the shop consented. Consent that came again dates from then.
UPDATE souk.app_grant g SET since = b.since
FROM (
  SELECT s.tenant_id, s.id, CASE WHEN s.stretch = 1 THEN '-infinity' ELSE min(s.granted_at) OVER (PARTITION BY s.tenant_id, s.app_id, s.merchant_id, s.stretch) END AS since
  FROM (
    SELECT f.*, count(*) FILTER (WHERE f.is_new) OVER (PARTITION BY f.tenant_id, f.app_id, f.merchant_id ORDER BY f.granted_at, f.id) AS stretch
    FROM (SELECT g.*, lag(g.withdrawn_at) OVER (PARTITION BY g.tenant_id, g.app_id, g.merchant_id ORDER BY g.granted_at, g.id) IS DISTINCT FROM g.granted_at AS is_new
      FROM souk.app_grant g) AS f
  ) AS s
) AS b
WHERE g.tenant_id = b.tenant_id AND g.id = b.id;

CREATE OR REPLACE FUNCTION souk.grant_app(tenant bigint, app bigint, merchant bigint, scopes text[], granted_by text) RETURNS bigint
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  made bigint;
  kept timestamptz;
BEGIN
  UPDATE souk.app_grant SET withdrawn_at = now()
    WHERE tenant_id = tenant AND app_id = app AND merchant_id = merchant AND withdrawn_at IS NULL RETURNING since INTO kept;
  INSERT INTO souk.app_grant (tenant_id, app_id, merchant_id, scopes, granted_by, since)
    VALUES (tenant, app, merchant, grant_app.scopes, grant_app.granted_by, coalesce(kept, (
      -- What a withdrawal ended that committed since this transaction began stays ended.
      SELECT greatest(now(), max(w.withdrawn_at)) FROM souk.app_grant w
      WHERE w.tenant_id = tenant AND w.app_id = app AND w.merchant_id = merchant))) RETURNING id INTO made;
  PERFORM souk.announce('app', app, tenant);
  PERFORM souk.record_change(tenant, 'grant.give', 'grant ' || made,
    jsonb_build_object('app', app, 'merchant', merchant, 'scopes', grant_app.scopes));
  RETURN made;
END
$$;
COMMENT ON FUNCTION souk.grant_app(bigint, bigint, bigint, text[], text) IS
  'Grants an app these scopes for one shop, in place of what it had there, and returns the grant''s id. What it had there keeps its tokens; after a withdrawal tokens from before it stay ended.';

-- What rotation makes of a token is of one line with it: its code's second use ends them all, and keys of writes are the line's.
ALTER TABLE souk.token ADD COLUMN origin_id bigint REFERENCES souk.token;
COMMENT ON COLUMN souk.token.origin_id IS
  'The first token of the line that this one came to by rotation; NULL for one that was issued, and for what was rotated before lines were kept.';
CREATE INDEX token_of_origin ON souk.token (origin_id) WHERE origin_id IS NOT NULL;

CREATE FUNCTION souk.staffs_shops(of_tenant bigint, who text, shops bigint[]) RETURNS boolean LANGUAGE plpgsql STABLE
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN true;
END
$$;
COMMENT ON FUNCTION souk.staffs_shops(bigint, text, bigint[]) IS
  'Whether the subject of a merchant''s token may still act for one of these shops. Everybody may, until a graph that has staff replaces this.';

CREATE OR REPLACE VIEW souk.token_in_force WITH (security_invoker = true) AS
  SELECT t.id, t.digest, t.tenant_id, n.name AS tenant_name, t.role, t.subject,
    CASE WHEN t.app_id IS NULL THEN t.merchants ELSE g.merchants END AS merchants,
    CASE WHEN t.app_id IS NULL THEN t.scopes ELSE g.scopes END AS scopes,
    t.limits, t.app_id, a.client_id, t.created_at, t.expires_at
  FROM souk.token t
  JOIN souk.tenant n ON n.id = t.tenant_id AND n.status = 'active'
  LEFT JOIN souk.app a ON a.tenant_id = t.tenant_id AND a.id = t.app_id
  CROSS JOIN LATERAL (
    SELECT array_agg(f.merchant_id ORDER BY f.merchant_id) AS merchants,
      -- A scope counts when every one of these shops granted it: one token never carries one shop's grant to another.
      ARRAY(SELECT s FROM unnest(t.scopes) AS s WHERE
        NOT EXISTS (SELECT FROM souk.app_grant x WHERE x.tenant_id = t.tenant_id AND x.app_id = t.app_id
          AND x.merchant_id = ANY (t.merchants) AND x.withdrawn_at IS NULL AND x.since <= t.created_at AND NOT s = ANY (x.scopes))) AS scopes
    FROM souk.app_grant f
    WHERE f.tenant_id = t.tenant_id AND f.app_id = t.app_id AND f.merchant_id = ANY (t.merchants) AND f.withdrawn_at IS NULL
      AND f.since <= t.created_at
  ) AS g
  WHERE t.revoked_at IS NULL AND coalesce(t.expires_at > now(), true)
    AND (t.app_id IS NULL OR (a.status = 'active' AND g.merchants IS NOT NULL))
    AND (t.role <> 'merchant' OR souk.staffs_shops(t.tenant_id, t.subject, t.merchants))
    AND (t.parent_id IS NULL OR NOT EXISTS (
      WITH RECURSIVE line AS (
        SELECT p.parent_id, p.revoked_at, p.expires_at FROM souk.token p WHERE p.id = t.parent_id
        UNION ALL SELECT p.parent_id, p.revoked_at, p.expires_at FROM souk.token p JOIN line l ON p.id = l.parent_id
      ) SELECT FROM line l WHERE l.revoked_at IS NOT NULL OR coalesce(l.expires_at <= now(), false)));
COMMENT ON VIEW souk.token_in_force IS
  'Every token that is not revoked, not expired, of an active tenant, of an app whose grants have stood since it was made, of somebody who is still on the shop''s staff, and whose forebears are in force.';

CREATE OR REPLACE FUNCTION souk.touch_tokens(used bigint[]) RETURNS void LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
  -- In the order of the ids, so that two gateways that record the same tokens do not wait for each other in a ring.
  UPDATE souk.token t SET last_used_at = now()
    FROM (SELECT id FROM souk.token WHERE id = ANY (used) AND coalesce(last_used_at < now() - interval '1 minute', true)
      ORDER BY id FOR NO KEY UPDATE SKIP LOCKED) AS stale WHERE t.id = stale.id;
  UPDATE souk.app_grant g SET last_used_at = now()
    FROM (SELECT f.tenant_id, f.id FROM souk.token t JOIN souk.app_grant f
        ON f.tenant_id = t.tenant_id AND f.app_id = t.app_id AND f.merchant_id = ANY (t.merchants)
      WHERE t.id = ANY (used) AND f.withdrawn_at IS NULL AND f.since <= t.created_at AND coalesce(f.last_used_at < now() - interval '1 minute', true)
      ORDER BY f.tenant_id, f.id FOR NO KEY UPDATE OF f SKIP LOCKED) AS stale WHERE g.tenant_id = stale.tenant_id AND g.id = stale.id;
$$;

CREATE OR REPLACE FUNCTION souk.rotate_token(token bigint, digest bytea, hint text, overlap interval DEFAULT '0') RETURNS bigint
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  old souk.token;
  held souk.token_in_force;
  made bigint;
BEGIN
  -- The first of the line before the token itself, as whoever ends a line locks them: its end leaves no successor behind that is just being made.
  PERFORM FROM souk.token t WHERE t.id = (SELECT o.origin_id FROM souk.token o WHERE o.id = rotate_token.token) FOR UPDATE;
  SELECT * INTO old FROM souk.token t
    WHERE t.id = rotate_token.token AND t.revoked_at IS NULL AND coalesce(t.expires_at > now(), true) FOR UPDATE;
  SELECT f.* INTO held FROM souk.token_in_force f WHERE f.id = old.id;
  IF held.id IS NULL THEN
    RETURN NULL;
  END IF;
  UPDATE souk.token t SET expires_at = least(t.expires_at, now() + overlap) WHERE t.id = rotate_token.token;
  PERFORM souk.announce('token', $1, old.tenant_id);
  -- Only the shops that the old one counts for: the successor is younger, and would count for those too that consented anew since.
  INSERT INTO souk.token (digest, hint, tenant_id, role, subject, merchants, scopes, app_id, label, expires_at, limits, parent_id, origin_id)
    VALUES (digest, hint, old.tenant_id, old.role, old.subject, held.merchants, old.scopes, old.app_id, old.label,
      now() + (old.expires_at - old.created_at),
      old.limits, old.parent_id, coalesce(old.origin_id, old.id))
    RETURNING id INTO made;
  PERFORM souk.record_change(old.tenant_id, 'token.rotate', 'token ' || $1, jsonb_build_object('successor', made));
  RETURN made;
END
$$;
COMMENT ON FUNCTION souk.rotate_token(bigint, bytea, text, interval) IS
  'Issues a successor with the same rights, for the shops that the old token counts for and for as long as it was issued for, and lets the old token live for the overlap; returns the new id, or NULL when the old token is not in force. Tokens made from the old one end with it.';

CREATE OR REPLACE FUNCTION souk.issue_client_token(
  app souk.app, shops bigint[], scopes text[], token_digest bytea, hint text, lifetime interval
) RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_variable
DECLARE
  -- Not when the transaction began: consent that was read here may have been given since, and would be younger than the token.
  made_at timestamptz := clock_timestamp();
  made bigint;
BEGIN
  INSERT INTO souk.token (digest, hint, tenant_id, role, subject, merchants, scopes, app_id, label, created_at, expires_at)
    VALUES (token_digest, hint, app.tenant_id, 'partner', app.id::text, shops, scopes, app.id, 'oauth', made_at, made_at + lifetime) RETURNING id INTO made;
  -- A client that forgets its tokens leaves no more than these to be found.
  PERFORM souk.revoke_token(t.id) FROM (
    SELECT t.id FROM souk.token t WHERE t.tenant_id = app.tenant_id AND t.app_id = app.id AND t.label = 'oauth' AND t.parent_id IS NULL
      AND t.revoked_at IS NULL AND t.expires_at > now() ORDER BY t.created_at DESC, t.id DESC OFFSET 1000) AS t;
  PERFORM souk.record_change(app.tenant_id, 'token.issue', 'token ' || made, jsonb_build_object('app', app.id), 'partner', app.id::text);
  RETURN made;
END
$$;

CREATE FUNCTION souk.revoke_line(token bigint) RETURNS boolean LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  first bigint;
  ended boolean := false;
  one bigint;
BEGIN
  SELECT coalesce(t.origin_id, t.id) INTO first FROM souk.token t WHERE t.id = revoke_line.token;
  PERFORM FROM souk.token t WHERE t.id = first FOR UPDATE;
  -- Looked for behind the lock, so that whatever was rotated meanwhile is among them.
  FOR one IN SELECT t.id FROM souk.token t WHERE t.id = first OR t.origin_id = first ORDER BY t.id LOOP
    ended := souk.revoke_token(one) OR ended;
  END LOOP;
  RETURN ended;
END
$$;
COMMENT ON FUNCTION souk.revoke_line(bigint) IS
  'Ends a token and all that rotation made of it, before it and after it, and with each those that were made from it; false when none of them was left.';

CREATE OR REPLACE FUNCTION souk.redeem_code(
  client text, secret_digest bytea, code_digest bytea, redirect_uri text, challenge text, token_digest bytea, hint text, lifetime interval
) RETURNS json LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_variable
DECLARE
  app souk.app := souk.proven_client(client, secret_digest);
  code souk.authorization_code;
  shops bigint[];
  made bigint;
BEGIN
  IF app.id IS NULL THEN
    RETURN souk.oauth_error('invalid_client', 'The client is not known, or did not prove that it is the one.');
  END IF;
  SELECT c.* INTO code FROM souk.authorization_code c
    WHERE c.digest = code_digest AND c.tenant_id = app.tenant_id AND c.app_id = app.id FOR UPDATE;
  IF code.used_at IS NOT NULL THEN
    -- Two have the code, and one of them should not: neither keeps what it gave, nor what was made of that.
    PERFORM souk.revoke_line(code.token_id);
  END IF;
  -- Consent that was withdrawn since takes its code along, also where it was given again.
  SELECT array_agg(g.merchant_id ORDER BY g.merchant_id) INTO shops FROM souk.app_grant g
    WHERE g.tenant_id = code.tenant_id AND g.app_id = code.app_id AND g.merchant_id = ANY (code.merchants) AND g.withdrawn_at IS NULL AND g.since <= code.created_at;
  IF code.digest IS NULL OR code.used_at IS NOT NULL OR code.expires_at <= now() OR code.redirect_uri IS DISTINCT FROM redirect_uri
    OR code.challenge IS DISTINCT FROM challenge OR shops IS NULL THEN
    -- A try with a wrong verifier or address ends the code as well: whoever tries has it and should not.
    UPDATE souk.authorization_code c SET used_at = coalesce(c.used_at, now()) WHERE c.digest = code.digest;
    RETURN souk.oauth_error('invalid_grant', 'The code is not in force, or was made for another client, address or verifier.');
  END IF;
  made := souk.issue_client_token(app, shops, code.scopes, token_digest, hint, lifetime);
  UPDATE souk.authorization_code c SET used_at = now(), token_id = made WHERE c.digest = code.digest;
  RETURN json_build_object('scopes', code.scopes, 'shops', shops::text[]);
END
$$;
COMMENT ON FUNCTION souk.redeem_code(text, bytea, bytea, text, text, bytea, text, interval) IS
  'Exchanges a code for a token, once, while the consent that it was made with stands. A second use ends the token that the first one gave, and what it was rotated into. @definer(reason: "asked before a viewer is known; wants a code of 256 random bits, its verifier and the client''s secret")';
