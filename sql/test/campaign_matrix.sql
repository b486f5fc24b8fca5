-- Who may do what to a joint campaign, in which state, and what is the answer otherwise: one row for each step that there is, of which the
-- table in sql/CAMPAIGNS.md is made and which is tried out cell by cell below.
--
-- `who` are the actors who may; each other actor is refused with FORBIDDEN, or NOT_FOUND where the campaign is hidden from it. `states` are the
-- campaign's states in which it is done; in each other state an actor who may is refused with INVALID_STATE. `call` is tried with these words replaced: :c the campaign, :m the member, :o an outsider shop, :i an invited shop,
-- :a an applicant, :p a product that the member submitted, :f another product of its, :d the agreement's digest, :s a slot, :r a request for a slot. `guard` says what stands against it, which must be
-- what the call is refused with.
CREATE TABLE test.campaign_step (place serial, mutation text, call text, who text[], states text[], becomes text, otherwise text,
  wrong_part text[] NOT NULL DEFAULT '{}', unseen text[] NOT NULL DEFAULT '{}', guard text);
INSERT INTO test.campaign_step (mutation, call, who, states, becomes, otherwise) VALUES
  ('publishCampaign', 'market.publish_campaign(:c)', '{initiator}', '{draft}', 'open', ''),
  ('inviteToCampaign', 'market.invite_to_campaign(:c, :o)', '{initiator}', '{draft,open}', 'the shop is invited; if it has applied, a member', 'CONFLICT: every seat is taken; INVALID_STATE: it is invited or a member already'),
  ('applyToCampaign', 'market.apply_to_campaign(:c)', '{outsider,invited}', '{open}', 'the shop is an applicant; if it was invited, a member', 'PRECONDITION: a requirement is missed, named; CONFLICT: every seat is taken; INVALID_STATE: an applicant, a member, declined or removed'),
  ('acceptInvitation', 'market.accept_invitation(:c)', '{invited}', '{open}', 'the shop is a member', 'CONFLICT: every seat is taken; INVALID_STATE: not invited'),
  ('acceptApplication', 'market.accept_application(:c, :a)', '{initiator}', '{open}', 'the shop is a member', 'CONFLICT: every seat is taken; INVALID_STATE: no applicant'),
  ('declineApplication', 'market.decline_application(:c, :a)', '{initiator}', '{draft,open,signing}', 'the shop is declined', 'INVALID_STATE: no applicant'),
  ('withdrawFromCampaign', 'market.withdraw_from_campaign(:c)', '{member,invited,applicant}', '{draft,open,signing}', 'the shop is withdrawn; its products too; signatures are void', 'INVALID_STATE: it has signed, or has no part'),
  ('removeFromCampaign', 'market.remove_from_campaign(:c, :m)', '{initiator}', '{draft,open,signing}', 'the shop is removed; its products too; signatures are void', 'INVALID_STATE: it has signed, or has no part'),
  ('submitProduct', 'market.submit_product(:c, :f)', '{member}', '{open,signing,live}', 'the product is submitted; the initiator''s own is accepted', 'NOT_FOUND: not the shop''s; PRECONDITION: not for sale, or another currency; CONFLICT: in another campaign at the same time'),
  ('acceptProduct', 'market.accept_product(:c, :p)', '{initiator}', '{open,signing,live}', 'the product is accepted', 'NOT_FOUND: not submitted; INVALID_STATE: not waiting'),
  ('declineProduct', 'market.decline_product(:c, :p)', '{initiator}', '{open,signing,live}', 'the product is declined', 'NOT_FOUND: not submitted; INVALID_STATE: not waiting'),
  ('withdrawProduct', 'market.withdraw_product(:c, :p)', '{member}', '{open,signing,live}', 'the product is withdrawn', 'NOT_FOUND: none of the shop''s; INVALID_STATE: declined or withdrawn'),
  ('choosePageTemplate', 'market.choose_page_template(:c, 1)', '{initiator}', '{draft,open,signing}', 'the template is chosen', 'NOT_FOUND: no such template'),
  ('setDiscountTiers', 'market.set_discount_tiers(:c, ''{100,200}'', ''{10,30}'')', '{initiator}', '{draft,open,signing}', 'the steps are these; signatures are void', 'BAD_VARIABLE: steps that do not rise, or save more than is spent'),
  ('reviseTerms', 'market.revise_terms(:c, ''other terms'')', '{initiator}', '{draft,open,signing}', 'the terms are these; signatures are void', 'BAD_VARIABLE: no terms, or too long'),
  ('startSigning', 'market.start_signing(:c)', '{initiator}', '{open}', 'signing', 'PRECONDITION: fewer than two members'),
  ('reopenCampaign', 'market.reopen_campaign(:c)', '{initiator}', '{signing}', 'open; signatures are void', ''),
  ('signAgreement', 'market.sign_agreement(:c, :d)', '{initiator,member}', '{signing}', 'the shop has signed', 'CONFLICT: the digest is not that of the agreement that stands; FORBIDDEN: no owner of a member'),
  ('launchCampaign', 'market.launch_campaign(:c)', '{initiator}', '{signing}', 'live', 'PRECONDITION: a member has not signed'),
  ('requestPromotionSlot', 'market.request_promotion_slot(:c, :s)', '{initiator,member}', '{signing,live}', 'the slot is requested', 'NOT_FOUND: no such slot; PRECONDITION: at another time; INVALID_STATE: asked for already'),
  ('withdrawSlotRequest', 'market.withdraw_slot_request(:r)', '{member}', '{draft,open,signing,live,frozen,ended,cancelled}', 'the request is withdrawn', 'INVALID_STATE: granted, refused or withdrawn'),
  ('grantPromotionSlot', 'market.grant_promotion_slot(:r)', '{operator}', '{signing,live}', 'the request is granted', 'CONFLICT: granted to another campaign; INVALID_STATE: granted, refused or withdrawn'),
  ('refusePromotionSlot', 'market.refuse_promotion_slot(:r)', '{operator}', '{draft,open,signing,live,frozen,ended,cancelled}', 'the request is refused', 'INVALID_STATE: granted, refused or withdrawn'),
  ('freezeCampaign', 'market.freeze_campaign(:c, ''why'')', '{operator}', '{open,signing,live}', 'frozen', 'BAD_VARIABLE: no reason'),
  ('unfreezeCampaign', 'market.unfreeze_campaign(:c)', '{operator}', '{frozen}', 'where it stood; ended or cancelled if its end has passed', ''),
  ('cancelCampaign', 'market.cancel_campaign(:c)', '{initiator}', '{draft,open,signing}', 'cancelled', ''),
  ('cancelCampaign', 'market.cancel_campaign(:c)', '{operator}', '{draft,open,signing,live,frozen}', 'cancelled', ''),
  ('endCampaign', 'market.end_campaign(:c)', '{operator}', '{live}', 'ended', ''),
  ('recordCampaignVisit', 'market.record_campaign_visit(:c, :m)', '{anonymous,buyer,outsider,invited,applicant,member,initiator,operator}', '{live}', 'one visit more', 'NOT_FOUND: the shop is no member'),
  ('refreshCampaignReport', 'market.refresh_campaign_report(:c)', '{initiator,member,operator}', '{live,frozen,ended,cancelled}', 'periods that are over are told', '');

-- Who could, but for the part it has in the campaign: INVALID_STATE. And who does not see what it would be done to: NOT_FOUND.
UPDATE test.campaign_step SET wrong_part = '{applicant,member,initiator}' WHERE mutation = 'applyToCampaign';
UPDATE test.campaign_step SET wrong_part = '{outsider,applicant,member,initiator}' WHERE mutation = 'acceptInvitation';
UPDATE test.campaign_step SET wrong_part = '{outsider}' WHERE mutation = 'withdrawFromCampaign';
UPDATE test.campaign_step SET unseen = '{outsider,invited,applicant,initiator}' WHERE mutation = 'submitProduct';
UPDATE test.campaign_step SET unseen = '{buyer,outsider,invited,applicant}' WHERE mutation IN ('withdrawProduct', 'withdrawSlotRequest');

-- What `viewerCan` asks: the guard, which is called like the mutation's function and takes of its arguments what it can be asked without: the
-- agreement, the reason and the terms are what remains to be said.
UPDATE test.campaign_step SET guard = regexp_replace(CASE
  WHEN mutation IN ('choosePageTemplate', 'setDiscountTiers', 'reviseTerms') THEN 'market.shape_campaign(:c)'
  WHEN mutation IN ('acceptProduct', 'declineProduct') THEN 'market.review_product(:c, :p)'
  WHEN mutation IN ('signAgreement', 'freezeCampaign') THEN regexp_replace(call, ', .*', ')')
  ELSE call END, '\(', '_refusal(');

CREATE VIEW test.campaign_table AS
  SELECT place, format('| `%s` | %s | %s | %s | %s |', mutation, array_to_string(who, ', '),
    CASE WHEN cardinality(states) = 7 THEN 'any' ELSE array_to_string(states, ', ') END, becomes, CASE WHEN otherwise = '' THEN '–' ELSE otherwise END) AS line
  FROM test.campaign_step;
COMMENT ON VIEW test.campaign_table IS 'The rows of the table in sql/CAMPAIGNS.md.';
