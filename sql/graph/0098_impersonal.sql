-- What these return hangs on the shops, the scopes and the limits of who asks, not on who of their people it is.
SELECT souk.mark_impersonal(f) FROM unnest(ARRAY[
  'souk.takes_part(bigint,bigint)', 'souk.sees_campaign(bigint,bigint)', 'souk.is_in_campaign(bigint,bigint)', 'souk.leaves_two(bigint[])',
  'souk.bought_from_me(bigint,bigint)', 'souk.searchable()', 'market.search_merchants(bigint,text,integer,integer,bigint)',
  'market.search_products(bigint,text,integer,integer,bigint)', 'market.search_groups(bigint,text,integer,integer,bigint)',
  'market.search_posts(bigint,text,integer,integer,bigint)']::regprocedure[]) AS f;
