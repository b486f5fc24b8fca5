-- Who may do what to a joint campaign, and in which state: one row for each step that there is, of which with campaign_otherwise.sql the table
-- in sql/CAMPAIGNS.md is made, and which campaigns.sql tries cell by cell.
--
-- `who` are the actors who may; each other actor is refused with FORBIDDEN, or NOT_FOUND where the campaign is hidden from it. `states` are the
-- campaign's states in which it is done; in each other state an actor who may is refused with INVALID_STATE. What else stands against it then is
-- in campaign_otherwise.sql. `call` is tried with these words replaced: :c the campaign, :m the member, :o an outsider shop, :a an applicant,
-- :p a product that the member submitted, :f another product of its, :d the agreement's digest, :s a slot, :r a request for a slot. `shows`
-- holds once it was done. `guard` says what stands against it, which must be what the call is refused with.
CREATE TABLE test.campaign_step (place serial, mutation text, call text, who text[], states text[], becomes text,
  wrong_part text[] NOT NULL DEFAULT '{}', unseen text[] NOT NULL DEFAULT '{}', guard text, shows text NOT NULL DEFAULT 'true', of_campaign boolean NOT NULL DEFAULT true);
INSERT INTO test.campaign_step (mutation, call, who, states, becomes) VALUES
  ('publishCampaign', 'market.publish_campaign(:c)', '{initiator}', '{draft}', 'open'),
  ('inviteToCampaign', 'market.invite_to_campaign(:c, :o)', '{initiator}', '{draft,open}', 'the shop is invited; if it has applied, a member'),
  ('applyToCampaign', 'market.apply_to_campaign(:c)', '{outsider,invited}', '{open}', 'the shop is an applicant; if it was invited, a member'),
  ('acceptInvitation', 'market.accept_invitation(:c)', '{invited}', '{open}', 'the shop is a member'),
  ('acceptApplication', 'market.accept_application(:c, :a)', '{initiator}', '{open}', 'the shop is a member'),
  ('declineApplication', 'market.decline_application(:c, :a)', '{initiator}', '{draft,open,signing}', 'the shop is declined'),
  ('withdrawFromCampaign', 'market.withdraw_from_campaign(:c)', '{member,invited,applicant}', '{draft,open,signing}', 'the shop is withdrawn; its products too; signatures are void'),
  ('removeFromCampaign', 'market.remove_from_campaign(:c, :m)', '{initiator}', '{draft,open,signing}', 'the shop is removed, an invited one withdrawn; its products too; signatures are void'),
  ('removeFromCampaign', 'market.remove_from_campaign(:c, :m)', '{operator}', '{draft,open,signing,live,frozen}', 'the same, signed or not'),
  ('submitProduct', 'market.submit_product(:c, :f)', '{member}', '{open,signing,live}', 'the product is submitted; the initiator''s own is accepted'),
  ('acceptProduct', 'market.accept_product(:c, :p)', '{initiator}', '{open,signing,live}', 'the product is accepted'),
  ('declineProduct', 'market.decline_product(:c, :p)', '{initiator}', '{open,signing,live}', 'the product is declined, also one that was accepted'),
  ('withdrawProduct', 'market.withdraw_product(:c, :p)', '{member}', '{open,signing,live}', 'the product is withdrawn'),
  ('choosePageTemplate', 'market.choose_page_template(:c, 1)', '{initiator}', '{draft,open,signing}', 'the template is chosen'),
  ('setDiscountTiers', 'market.set_discount_tiers(:c, ''{100,200}'', ''{10,30}'')', '{initiator}', '{draft,open,signing}', 'the steps are these; signatures are void'),
  ('reviseTerms', 'market.revise_terms(:c, ''other terms'')', '{initiator}', '{draft,open,signing}', 'the terms are these; signatures are void'),
  ('reviseCampaign', 'market.revise_campaign(:c, ''Another name'')', '{initiator}', '{draft,open,signing}', 'what the opening said is this; if members agreed to something else, signatures are void'),
  ('startSigning', 'market.start_signing(:c)', '{initiator}', '{open}', 'signing'),
  ('reopenCampaign', 'market.reopen_campaign(:c)', '{initiator}', '{signing}', 'open; signatures are void'),
  ('signAgreement', 'market.sign_agreement(:c, :d)', '{initiator,member}', '{signing}', 'the shop has signed'),
  ('launchCampaign', 'market.launch_campaign(:c)', '{initiator}', '{signing}', 'live'),
  ('requestPromotionSlot', 'market.request_promotion_slot(:c, :s)', '{initiator,member}', '{signing,live}', 'the slot is requested'),
  ('withdrawSlotRequest', 'market.withdraw_slot_request(:r)', '{member}', '{draft,open,signing,live,frozen}', 'the request is withdrawn, as it is by itself once the campaign is over'),
  ('grantPromotionSlot', 'market.grant_promotion_slot(:r)', '{operator}', '{signing,live}', 'the request is granted'),
  ('refusePromotionSlot', 'market.refuse_promotion_slot(:r)', '{operator}', '{draft,open,signing,live,frozen}', 'the request is refused'),
  ('revokePromotionSlot', 'market.revoke_promotion_slot(:r)', '{operator}', '{draft,open,signing,live,frozen,ended,cancelled}', 'the slot is released'),
  ('freezeCampaign', 'market.freeze_campaign(:c, ''why'')', '{operator}', '{open,signing,live}', 'frozen'),
  ('unfreezeCampaign', 'market.unfreeze_campaign(:c)', '{operator}', '{frozen}', 'where it stood; ended or cancelled if its end has passed'),
  ('cancelCampaign', 'market.cancel_campaign(:c)', '{initiator}', '{draft,open,signing}', 'cancelled'),
  ('cancelCampaign', 'market.cancel_campaign(:c)', '{operator}', '{draft,open,signing,live,frozen}', 'cancelled'),
  ('endCampaign', 'market.end_campaign(:c)', '{operator}', '{live}', 'ended'),
  ('recordCampaignVisit', 'market.record_campaign_visit(:c, :m)', '{buyer}', '{live}', 'one visit more, once a day for a buyer and a shop'),
  ('refreshCampaignReport', 'market.refresh_campaign_report(:c)', '{initiator,member,operator}', '{live,frozen,ended,cancelled}', 'periods that are over are told');
INSERT INTO test.campaign_step (mutation, call, who, states, becomes, of_campaign) VALUES
  ('openCampaign', 'market.open_campaign(''Another'', ''joint_marketing'', now(), now() + interval ''1 day'', 4, ''Terms'')', '{initiator}', '{any}', 'a campaign, open or a draft', false),
  ('grantInitiatorRight', 'market.grant_initiator_right(:m)', '{operator}', '{any}', 'the shop may open campaigns', false),
  ('withdrawInitiatorRight', 'market.withdraw_initiator_right(9101)', '{operator}', '{any}', 'it may not; campaigns it opened go on', false),
  ('offerPromotionSlot', 'market.offer_promotion_slot(''Banner'', now(), now() + interval ''1 day'')', '{operator}', '{any}', 'a slot that campaigns may ask for', false),
  ('closeDueCampaigns', 'market.close_due_campaigns(1)', '{operator}', '{any}', 'what is over is ended or cancelled, as the gateways do every minute', false),
  ('placeBasket', 'market.place_basket(''{9122}'', ''{1}'', 10000)', '{buyer}', '{any}', 'orders, one for each shop', false),
  ('refundItem', 'market.refund_item(9100, 1, 1)', '{member,operator}', '{any}', 'what was paid is given back, the discount taken off', false);
-- What can be seen of it then. test.stands, test.has and so on: see campaigns.sql.
UPDATE test.campaign_step SET shows = CASE mutation
  WHEN 'publishCampaign' THEN 'test.stands(:c, ''open'')' WHEN 'inviteToCampaign' THEN 'test.has(:c, :o, ''invited'')' WHEN 'acceptInvitation' THEN 'test.has(:c, 9103, ''accepted'')'
  WHEN 'acceptApplication' THEN 'test.has(:c, :a, ''accepted'')' WHEN 'declineApplication' THEN 'test.has(:c, :a, ''declined'')'
  WHEN 'applyToCampaign' THEN 'test.has(:c, :o, ''applied'') OR test.has(:c, 9103, ''accepted'')'
  WHEN 'withdrawFromCampaign' THEN 'test.has(:c, :m, ''withdrawn'') AND test.brought(:c, :p, ''withdrawn'') OR test.has(:c, 9103, ''withdrawn'') OR test.has(:c, :a, ''withdrawn'')'
  WHEN 'removeFromCampaign' THEN 'test.has(:c, :m, ''removed'') AND test.brought(:c, :p, ''withdrawn'')'
  WHEN 'submitProduct' THEN 'test.brought(:c, :f, ''submitted'')' WHEN 'acceptProduct' THEN 'test.brought(:c, :p, ''accepted'')'
  WHEN 'declineProduct' THEN 'test.brought(:c, :p, ''declined'')' WHEN 'withdrawProduct' THEN 'test.brought(:c, :p, ''withdrawn'')'
  WHEN 'choosePageTemplate' THEN 'EXISTS (SELECT FROM market.campaign WHERE tenant_id = 1 AND id = :c AND page_template_id = 1)'
  WHEN 'setDiscountTiers' THEN '(SELECT array_agg(save ORDER BY spend) = ''{10,30}'' FROM market.campaign_tier WHERE tenant_id = 1 AND campaign_id = :c)'
  WHEN 'reviseTerms' THEN 'EXISTS (SELECT FROM market.campaign WHERE tenant_id = 1 AND id = :c AND terms = ''other terms'' AND signature_count = 0)'
  WHEN 'reviseCampaign' THEN 'EXISTS (SELECT FROM market.campaign WHERE tenant_id = 1 AND id = :c AND title = ''Another name'' AND terms = ''Fair terms'')'
  WHEN 'startSigning' THEN 'test.stands(:c, ''signing'')' WHEN 'reopenCampaign' THEN 'test.stands(:c, ''open'')'
  WHEN 'signAgreement' THEN 'EXISTS (SELECT FROM market.campaign WHERE tenant_id = 1 AND id = :c AND signature_count = 1)' WHEN 'launchCampaign' THEN 'test.stands(:c, ''live'')'
  WHEN 'requestPromotionSlot' THEN 'EXISTS (SELECT FROM market.slot_request WHERE tenant_id = 1 AND campaign_id = :c AND promotion_slot_id = :s AND state = ''requested'')'
  WHEN 'withdrawSlotRequest' THEN 'test.asked(:r, ''withdrawn'')' WHEN 'grantPromotionSlot' THEN 'test.asked(:r, ''granted'')'
  WHEN 'refusePromotionSlot' THEN 'test.asked(:r, ''refused'')' WHEN 'revokePromotionSlot' THEN 'test.asked(:r, ''released'')'
  WHEN 'freezeCampaign' THEN 'test.stands(:c, ''frozen'')' WHEN 'unfreezeCampaign' THEN 'test.stands(:c, ''live'')' WHEN 'cancelCampaign' THEN 'test.stands(:c, ''cancelled'')'
  WHEN 'endCampaign' THEN 'test.stands(:c, ''ended'')'
  WHEN 'recordCampaignVisit' THEN 'EXISTS (SELECT FROM market.campaign_day WHERE tenant_id = 1 AND campaign_id = :c AND merchant_id = :m AND visits = 1)'
  WHEN 'openCampaign' THEN 'EXISTS (SELECT FROM market.campaign WHERE tenant_id = 1 AND title = ''Another'' AND status = ''open'' AND participant_count = 1)'
  WHEN 'grantInitiatorRight' THEN 'EXISTS (SELECT FROM market.initiator_right WHERE tenant_id = 1 AND merchant_id = :m)'
  WHEN 'withdrawInitiatorRight' THEN 'NOT EXISTS (SELECT FROM market.initiator_right WHERE tenant_id = 1 AND merchant_id = 9101)'
  WHEN 'offerPromotionSlot' THEN 'EXISTS (SELECT FROM market.promotion_slot WHERE tenant_id = 1 AND place = ''Banner'')'
  WHEN 'placeBasket' THEN 'EXISTS (SELECT FROM market.order_item WHERE tenant_id = 1 AND product_id = 9122 AND buyer_id = 9101)'
  WHEN 'refundItem' THEN 'EXISTS (SELECT FROM market.order_refund WHERE tenant_id = 1 AND order_id = 9100 AND amount = 10000)'
  ELSE 'true' END;

-- Who could, but for the part it has in the campaign: INVALID_STATE. And who does not see what it would be done to: NOT_FOUND.
UPDATE test.campaign_step SET wrong_part = '{applicant,member,initiator}' WHERE mutation = 'applyToCampaign';
UPDATE test.campaign_step SET wrong_part = '{outsider,applicant,member,initiator}' WHERE mutation = 'acceptInvitation';
UPDATE test.campaign_step SET wrong_part = '{outsider}' WHERE mutation = 'withdrawFromCampaign';
UPDATE test.campaign_step SET unseen = '{outsider,invited,applicant,initiator}' WHERE mutation = 'submitProduct';
UPDATE test.campaign_step SET unseen = '{buyer,outsider,invited,applicant}' WHERE mutation IN ('withdrawProduct', 'withdrawSlotRequest');
UPDATE test.campaign_step SET unseen = '{outsider,invited,applicant,initiator}' WHERE mutation = 'refundItem';

-- What `viewerCan` asks: the guard, which is called like the mutation's function and takes of its arguments what it can be asked without: the
-- agreement, the reason, the terms and how many are what remains to be said.
CREATE FUNCTION test.guard_of(mutation text, call text) RETURNS text LANGUAGE sql AS $$
  SELECT CASE
    WHEN mutation IN ('choosePageTemplate', 'setDiscountTiers', 'reviseTerms', 'reviseCampaign') THEN 'market.shape_campaign_refusal(:c)'
    WHEN mutation = 'openCampaign' THEN 'market.open_campaign_refusal(9101)'
    WHEN mutation IN ('grantInitiatorRight', 'withdrawInitiatorRight') THEN regexp_replace(call, 'market\.[a-z]+_initiator_right\(', 'market.initiator_right_refusal(')
    WHEN mutation IN ('offerPromotionSlot', 'closeDueCampaigns', 'placeBasket') THEN NULL  -- of no row
    WHEN mutation IN ('signAgreement', 'freezeCampaign') THEN regexp_replace(call, '\(([^,]*),.*', '_refusal(\1)')
    WHEN mutation = 'refundItem' THEN regexp_replace(call, '\((.*),[^,]*\)$', '_refusal(\1)')
    ELSE regexp_replace(call, '\(', '_refusal(') END
$$;
UPDATE test.campaign_step SET guard = test.guard_of(mutation, call);
