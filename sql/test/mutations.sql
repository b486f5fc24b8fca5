-- The mutations of the graph by themselves: who may, what they leave behind, and counters that stay exact.
SELECT test.become('1', 'buyer', '5') \g /dev/null
SELECT id AS shop FROM market.merchant m WHERE tenant_id = 1 AND NOT EXISTS (SELECT FROM market.follow f
  WHERE f.tenant_id = 1 AND f.follower_buyer_id = 5 AND f.followed_merchant_id = m.id) ORDER BY id LIMIT 1 \gset
SELECT follower_count AS before FROM market.merchant WHERE tenant_id = 1 AND id = :shop \gset
SELECT test.holds('a buyer follows a shop, once', test.answer(format('SELECT (f).follower_buyer_id FROM market.start_following(1, %s) f', :shop)) = '5'
  AND test.answer(format('SELECT id > 0 FROM market.start_following(1, %s) f', :shop)) = 'true');
SELECT test.holds('the shop''s counter moved once', follower_count = :before + 1) FROM market.merchant WHERE tenant_id = 1 AND id = :shop;
SELECT test.holds('who follows nobody, or two at once, is told so', test.answer('SELECT market.start_following(1)') LIKE 'SK400|%'
  AND test.answer('SELECT market.start_following(1, 1, 2)') LIKE 'SK400|%');
SELECT test.holds('nobody follows themselves, nor for a shop that is not theirs', test.answer('SELECT market.start_following(1, NULL, 5)') LIKE 'SK423|%'
  AND test.answer(format('SELECT market.start_following(1, %s, NULL, NULL, 3)', :shop)) LIKE 'SK403|%|asMerchantId');
SELECT test.holds('what is not there is not followed', test.answer('SELECT market.start_following(1, 999999999)') LIKE '23503|%');
SELECT test.holds('another tenant''s name for it changes nothing', test.refused(format('SELECT market.start_following(2, %s)', :shop)) = '42501');
SELECT test.holds('following ends, once', test.answer(format('SELECT was_following FROM market.stop_following(1, %s)', :shop)) = 'true'
  AND test.answer(format('SELECT was_following FROM market.stop_following(1, %s)', :shop)) = 'false');
SELECT test.holds('the counter is where it was', follower_count = :before) FROM market.merchant WHERE tenant_id = 1 AND id = :shop;
SELECT test.become('1', 'anonymous') \g /dev/null
SELECT test.holds('visitors follow nobody', test.answer(format('SELECT market.start_following(1, %s)', :shop)) LIKE 'SK403|%');
SELECT test.become('1', 'merchant', '1', '3') \g /dev/null
SELECT test.holds('a shop follows shops, not buyers', test.answer('SELECT market.start_following(1, NULL, 5)') LIKE 'SK403|%'
  AND test.answer('SELECT (f).follower_merchant_id FROM market.start_following(1, 4) f') = '3');
SELECT test.become('1', 'partner', '1', '3,7', 'follows:write follows:read') \g /dev/null
SELECT test.holds('who acts for several shops says for which', test.answer('SELECT market.start_following(1, 9)') LIKE 'SK400|%|asMerchantId'
  AND test.answer('SELECT (f).follower_merchant_id FROM market.start_following(1, 9, follower_merchant_id => 7) f') = '7'
  AND test.answer('SELECT market.start_following(1, 9, follower_merchant_id => 8)') LIKE 'SK403|%');
SELECT test.become('1', 'partner', '1', '3', 'follows:read') \g /dev/null
SELECT test.holds('without the scope nothing is followed, past the guard neither', test.answer('SELECT market.start_following(1, 9)') LIKE 'SK403|%'
  AND test.refused('INSERT INTO market.follow (tenant_id, follower_merchant_id, followed_merchant_id) VALUES (1, 3, 9)') = '42501');

SELECT id AS open FROM market."group" g WHERE tenant_id = 1 AND entry = 'open' AND NOT EXISTS (SELECT FROM market.group_member m
  WHERE m.tenant_id = 1 AND m.group_id = g.id AND m.buyer_id = 5) ORDER BY id LIMIT 1 \gset
SELECT id AS shut FROM market."group" g WHERE tenant_id = 1 AND entry = 'invitation' ORDER BY id LIMIT 1 \gset
SELECT group_id AS kept, buyer_id AS keeper FROM market.group_member WHERE tenant_id = 1 AND role = 'host' LIMIT 1 \gset
SELECT test.become('1', 'buyer', '5') \g /dev/null
SELECT test.holds('a buyer joins an open group, once', test.answer(format('SELECT (membership).buyer_id FROM market.join_group(1, %s)', :open)) = '5'
  AND test.answer(format('SELECT (membership).buyer_id FROM market.join_group(1, %s)', :open)) = '5');
SELECT test.holds('a group by invitation is not joined', test.answer(format('SELECT market.join_group(1, %s)', :shut)) LIKE 'SK403|%|group_id');
SELECT test.holds('a group that is not there is not found', test.answer('SELECT market.join_group(1, 999999999)') LIKE 'SK404|%|group_id');
SELECT test.holds('nobody makes a host of themselves', test.refused(format('INSERT INTO market.group_member (tenant_id, group_id, buyer_id, role) VALUES (1, %s, 5, ''host'')', :shut)) = '42501');
SELECT test.holds('a buyer leaves, once', test.answer(format('SELECT was_member FROM market.leave_group(1, %s)', :open)) = 'true'
  AND test.answer(format('SELECT was_member FROM market.leave_group(1, %s)', :open)) = 'false');
SELECT test.become('1', 'buyer', :'keeper') \g /dev/null
SELECT test.holds('who keeps a group does not just leave it', test.answer(format('SELECT market.leave_group(1, %s)', :kept)) LIKE 'SK422|%');

SELECT test.become('1', 'buyer', '5') \g /dev/null
SELECT test.answer($$SELECT id FROM market.publish_post(1, 'a zymurgical note', 'Zymurgy')$$) AS post \gset
SELECT test.holds('a post is published as its author, and found', test.seen(format('SELECT count(*) FROM market.post WHERE id = %s AND author_buyer_id = 5 AND status = ''published'' AND version = 1', :post)) = 1
  AND EXISTS (SELECT FROM market.search_word WHERE tenant_id = 1 AND kind = 'post' AND id = :post AND word = 'zymurgical'));
SELECT test.holds('a product that the viewer may not see is not there', test.answer(format('SELECT market.publish_post(1, ''x'', product_id => %s)',
  (SELECT coalesce(min(id), 999999999) FROM market.product WHERE tenant_id = 1 AND status = 'draft'))) LIKE 'SK404|%|product_id');
SELECT test.holds('a post is edited by the version that was read', test.answer(format('SELECT id FROM market.edit_post(1, %s, body => ''a sober note'', if_version => 1)', :post)) = :'post'
  AND test.answer(format('SELECT market.edit_post(1, %s, body => ''late'', if_version => 1)', :post)) LIKE 'SK412|%|if_version|{"version": 2}');
SELECT test.holds('the search knows the new text and forgets the old', NOT EXISTS (SELECT FROM market.search_word WHERE tenant_id = 1 AND kind = 'post' AND id = :post AND word = 'zymurgical')
  AND EXISTS (SELECT FROM market.search_word WHERE tenant_id = 1 AND kind = 'post' AND id = :post AND word = 'sober'));
SELECT test.become('1', 'buyer', '6') \g /dev/null
SELECT test.holds('nobody edits another''s post', test.answer(format('SELECT market.edit_post(1, %s, body => ''x'')', :post)) LIKE 'SK404|%');
SELECT test.become('1', 'operator', '1') \g /dev/null
SELECT test.holds('not even an operator, without a rule that says so', test.answer(format('SELECT market.edit_post(1, %s, body => ''x'')', :post)) LIKE 'SK404|%');
SELECT test.become('1', 'buyer', '5') \g /dev/null
SELECT test.holds('a removed post stays removed', test.answer(format('SELECT id FROM market.edit_post(1, %s, status => ''removed'')', :post)) = :'post'
  AND test.answer(format('SELECT market.edit_post(1, %s, status => ''published'')', :post)) LIKE 'SK422|%');
SELECT test.holds('likes and dates are not the author''s to set', test.refused(format('UPDATE market.post SET like_count = 9 WHERE id = %s', :post)) = '42501'
  AND test.refused('INSERT INTO market.post (tenant_id, author_buyer_id, body, like_count) VALUES (1, 5, ''x'', 9)') = '42501');

-- What `viewerCan` asks of shops, buyers, lines of orders, groups and posts is what the mutations do then, for a viewer of each kind.
CREATE FUNCTION test.guards_agree(viewer text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  guard text;
  call text;
  told text;
  got text;
BEGIN
  FOR guard, call IN
    SELECT format('%s_refusal(%s)', g, i), format(m, i) FROM (VALUES
      ('market.follow_merchant', 'market.start_following(1, followed_merchant_id => %s)', 'merchant'),
      ('market.unfollow_merchant', 'market.stop_following(1, followed_merchant_id => %s)', 'merchant'),
      ('market.follow_buyer', 'market.start_following(1, followed_buyer_id => %s)', 'buyer'),
      ('market.unfollow_buyer', 'market.stop_following(1, followed_buyer_id => %s)', 'buyer'),
      ('market.follow_group', 'market.start_following(1, followed_group_id => %s)', 'group'),
      ('market.unfollow_group', 'market.stop_following(1, followed_group_id => %s)', 'group'),
      ('market.join_group', 'market.join_group(1, %s)', 'group'),
      ('market.leave_group', 'market.leave_group(1, %s)', 'group'),
      ('market.initiator_right', 'market.grant_initiator_right(%s)', 'merchant'),
      ('market.initiator_right', 'market.withdraw_initiator_right(%s)', 'merchant'),
      ('market.open_campaign', 'market.open_campaign(''One'', ''joint_marketing'', now(), now() + interval ''1 day'', 3, ''Fair'', as_merchant_id => %s)', 'merchant'),
      ('market.refund_item', 'market.refund_item(%s, 1)', 'item'),
      ('market.edit_post', 'market.edit_post(1, %s, body => ''again'')', 'post')) AS t (g, m, kind)
    JOIN (SELECT 'merchant', generate_series(1, 5)::text UNION ALL SELECT 'buyer', generate_series(3, 8)::text
      UNION ALL (SELECT 'item', format('%s, %s', order_id, line) FROM market.order_item WHERE tenant_id = 1 AND merchant_id IN (3, 4) ORDER BY order_id DESC, line LIMIT 12)
      UNION ALL (SELECT 'group', id::text FROM market."group" WHERE tenant_id = 1 ORDER BY id LIMIT 12)
      UNION ALL (SELECT 'post', id::text FROM market.post WHERE tenant_id = 1 AND (author_buyer_id = 5 OR author_merchant_id = 3) ORDER BY id DESC LIMIT 8)
      UNION ALL (SELECT 'post', id::text FROM market.post WHERE tenant_id = 1 ORDER BY id LIMIT 6)) AS r (kind, i) USING (kind)
  LOOP
    told := test.answer(format('SELECT coalesce((%s).code, ''done'')', guard));
    got := test.outcome('SELECT ' || call);
    IF told IS DISTINCT FROM got THEN
      PERFORM test.holds(format('%s agrees with %s for %s', guard, call, viewer), false, format('it said %s, and %s it was', told, got));
    END IF;
  END LOOP;
  RETURN NEXT test.holds(format('for %s, each guard of shops, buyers, lines of orders, groups and posts says what becomes of it', viewer), true);
END
$$;
SELECT test.become('1', 'buyer', '5') \g /dev/null
SELECT test.guards_agree('a buyer');
SELECT test.become('1', 'buyer', :'keeper') \g /dev/null
SELECT test.guards_agree('who keeps a group');
SELECT test.become('1', 'buyer', '5', '', 'follows:read groups:read orders:read posts:read') \g /dev/null
SELECT test.guards_agree('a buyer whose token writes nothing');
SELECT test.become('1', 'merchant', '1', '3') \g /dev/null
SELECT test.guards_agree('a shop');
SELECT test.become('1', 'partner', '1', '3,4', 'follows:write posts:write posts:read groups:read') \g /dev/null
SELECT test.guards_agree('a partner of two shops');
SELECT test.become('1', 'anonymous') \g /dev/null
SELECT test.guards_agree('a visitor');
SELECT test.become('1', 'operator', '1') \g /dev/null
SELECT test.guards_agree('an operator');
INSERT INTO market.initiator_right (tenant_id, merchant_id) VALUES (1, 3) ON CONFLICT DO NOTHING;
SELECT id AS owner FROM market.merchant_staff WHERE tenant_id = 1 AND merchant_id = 3 AND duty = 'owner' AND active LIMIT 1 \gset
SELECT test.become('1', 'merchant', :'owner', '3') \g /dev/null
SELECT test.guards_agree('an owner of a shop that may open campaigns');
