-- Three demo marketplaces: `bazaar` (large), `harbour` and `atelier`. Plain SQL, for psql or any driver, as souk_migrator:
--
--   SET souk.demo_scale = '1';  -- optional: twice the scale, twice the rows
--   \i sql/seed/demo.sql
--
-- Everything is computed from hashes of row numbers and a fixed day, so two runs give the same rows. Popularity is skewed as
-- in life: few shops have most followers and orders. Ids repeat from tenant to tenant on purpose: whoever forgets the tenant
-- meets a stranger's row. A marketplace that exists is left alone.
SET client_min_messages = warning;
SET souk.changes = off;  -- nobody follows a marketplace before it is there
CREATE SCHEMA IF NOT EXISTS demo;

CREATE OR REPLACE FUNCTION demo.u(n bigint, salt int) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN ((hashint8extended(n, salt) >> 12) & 4503599627370495)::double precision / 4503599627370496;
COMMENT ON FUNCTION demo.u(bigint, int) IS 'A number in [0, 1) that depends on n and salt alone.';

CREATE OR REPLACE FUNCTION demo.pick(choices text[], n bigint, salt int) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN choices[1 + floor(demo.u(n, salt) * cardinality(choices))::int];
COMMENT ON FUNCTION demo.pick(text[], bigint, int) IS 'One of the choices.';

CREATE OR REPLACE FUNCTION demo.rank(n bigint, salt int, total bigint, skew double precision) RETURNS bigint LANGUAGE sql IMMUTABLE
  PARALLEL SAFE RETURN 1 + floor(power(demo.u(n, salt), skew) * total)::bigint;
COMMENT ON FUNCTION demo.rank(bigint, int, bigint, double precision) IS
  'A number from 1 to total; the larger the skew, the more often a small one.';

CREATE OR REPLACE FUNCTION demo.at(n bigint, salt int, days double precision) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN '2026-11-01 00:00:00+00'::timestamptz - make_interval(secs => floor(demo.u(n, salt) * days * 86400));
COMMENT ON FUNCTION demo.at(bigint, int, double precision) IS 'A moment within so many days before the demo''s today, 2026-11-01.';

-- The words --------------------------------------------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS demo.leaf (
  position int PRIMARY KEY, top text NOT NULL, name text NOT NULL, zh text NOT NULL, base_price bigint NOT NULL, things text[] NOT NULL
);
COMMENT ON TABLE demo.leaf IS 'The leaves of the demo catalogue, and what is sold under each.';
INSERT INTO demo.leaf
SELECT row_number() OVER (), * FROM (VALUES
  ('Food & Tea', 'Green Tea', '绿茶', 8800, '{Longjing,Biluochun,Sencha,Maojian,Gyokuro,"Jasmine Pearls"}'::text[]),
  ('Food & Tea', 'Coffee', '咖啡', 7600, '{"Espresso Beans","Filter Roast","Yunnan Arabica","Cold Brew Pack","Drip Bags"}'),
  ('Food & Tea', 'Honey & Jam', '蜂蜜果酱', 4600, '{"Acacia Honey","Osmanthus Honey","Apricot Jam","Plum Butter","Fig Spread"}'),
  ('Food & Tea', 'Snacks', '零食', 2900, '{"Rice Crackers","Roasted Almonds","Dried Mango","Sesame Brittle","Seaweed Crisps"}'),
  ('Fashion', 'Dresses', '连衣裙', 25900, '{"Linen Dress","Wrap Dress","Qipao","Shirt Dress","Slip Dress"}'),
  ('Fashion', 'Knitwear', '针织衫', 19900, '{Cardigan,"Crew Jumper","Roll-neck",Scarf,Beanie}'),
  ('Fashion', 'Shoes', '鞋履', 32900, '{Loafers,"Canvas Trainers","Ankle Boots",Sandals,"Derby Shoes"}'),
  ('Fashion', 'Bags', '箱包', 28900, '{"Tote Bag",Satchel,"Day Pack","Coin Purse","Weekend Bag"}'),
  ('Home', 'Tableware', '餐具', 9900, '{Teapot,"Soup Bowl","Dinner Plate","Chopstick Set","Sake Cup","Serving Tray"}'),
  ('Home', 'Bedding', '床品', 35900, '{"Silk Quilt","Pillow Pair","Cotton Sheet Set","Wool Blanket"}'),
  ('Home', 'Lighting', '灯具', 26900, '{"Desk Lamp","Paper Lantern","Pendant Light","Night Light"}'),
  ('Home', 'Plants', '绿植', 5900, '{Monstera,"Bonsai Pine",Fern,"Succulent Trio",Orchid}'),
  ('Electronics', 'Audio', '影音', 49900, '{Headphones,"Bookshelf Speaker",Earbuds,"Record Player"}'),
  ('Electronics', 'Phones & Cases', '手机配件', 6900, '{"Phone Case","Charging Dock","USB-C Cable","Lens Clip"}'),
  ('Electronics', 'Cameras', '相机', 189900, '{"Instant Camera","Prime Lens","Camera Strap","Film Pack"}'),
  ('Electronics', 'Smart Home', '智能家居', 15900, '{"Smart Plug","Door Sensor","Air Monitor","Robot Vacuum"}'),
  ('Beauty', 'Skin Care', '护肤', 13900, '{"Face Cream","Rose Water","Clay Mask","Sun Milk",Serum}'),
  ('Beauty', 'Fragrance', '香氛', 29900, '{"Eau de Parfum","Scented Candle","Incense Cones","Room Mist"}'),
  ('Beauty', 'Make-up', '彩妆', 11900, '{Lipstick,"Brow Pencil","Cushion Compact","Eye Palette"}'),
  ('Beauty', 'Bath', '沐浴', 5600, '{"Soap Bar","Bath Salts","Body Scrub","Shower Oil"}'),
  ('Outdoors', 'Camping', '露营', 39900, '{Tent,"Camp Stove","Folding Chair","Sleeping Bag",Lantern}'),
  ('Outdoors', 'Cycling', '骑行', 21900, '{"City Bike Bell","Saddle Bag",Helmet,"Rain Cape","Track Pump"}'),
  ('Outdoors', 'Fishing', '垂钓', 16900, '{"Travel Rod","Fly Box","Landing Net",Reel}'),
  ('Outdoors', 'Running', '跑步', 23900, '{"Trail Shoes","Running Vest","Head Torch","Wool Socks"}'),
  ('Books & Paper', 'Picture Books', '绘本', 4900, '{"Moon Story","Harbour Atlas","Paper Boats","The Tea Cat"}'),
  ('Books & Paper', 'Stationery', '文具', 3600, '{Notebook,"Fountain Pen","Washi Tape","Ink Bottle","Brush Set"}'),
  ('Books & Paper', 'Prints', '版画', 12900, '{"Woodblock Print","City Map","Botanical Plate","Poster"}'),
  ('Toys', 'Wooden Toys', '木玩', 8900, '{"Train Set","Stacking Rings",Blocks,"Spinning Top"}'),
  ('Toys', 'Puzzles', '拼图', 6900, '{"Jigsaw 1000","Wire Puzzle","Tangram","Puzzle Box"}'),
  ('Toys', 'Models', '模型', 17900, '{"Ship Kit","Paper Temple","Robot Figure","Tram Model"}')
) AS v
ON CONFLICT DO NOTHING;

CREATE OR REPLACE FUNCTION demo.product_name(thing text, zh_leaf text, n bigint, chinese double precision) RETURNS text LANGUAGE sql
  IMMUTABLE PARALLEL SAFE RETURN CASE WHEN demo.u(n, 11) < chinese
  THEN demo.pick('{手工,原创,有机,复古,极简,国风,北欧,经典,限定,轻奢}', n, 12) || zh_leaf || '·'
    || demo.pick('{春日,山野,海盐,月白,青瓷,朱砂,松烟,晴空,霜降,小满}', n, 13) || '款'
  ELSE demo.pick('{Hand-made,Organic,Vintage,Everyday,Classic,"Small-batch",Travel,Heirloom,Limited,Featherweight}', n, 12) || ' ' || thing
    || demo.pick('{"",""," in Indigo"," in Moss"," No. 7"," for Two"," – Autumn"," – Blanc"}', n, 13) END;

CREATE OR REPLACE FUNCTION demo.shop_name(n bigint, zh_leaf text, leaf text, city text, chinese double precision) RETURNS text LANGUAGE sql
  IMMUTABLE PARALLEL SAFE RETURN CASE WHEN demo.u(n, 21) < chinese
  THEN demo.pick('{江南,老周,青山,云上,半亩,南风,拾光,小满,归园,听雨,锦书,木子}', n, 22) || zh_leaf
    || demo.pick('{铺,小店,工坊,馆,行,集,研究所,旗舰店}', n, 23)
  ELSE demo.pick('{Willow,Lantern,"North Star",Magpie,"Blue Door",Copper,"Old Mill",Juniper,"Paper Crane",Saltwater,"Fox & Finch",Marigold}', n, 22)
    || ' ' || demo.pick(ARRAY[leaf, leaf, city, 'General Store', 'Trading', 'Workshop'], n, 23) END;

CREATE OR REPLACE FUNCTION demo.nickname(n bigint, chinese double precision) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN demo.u(n, 31) < chinese
  THEN demo.pick('{小,阿,大,老,爱吃的,路过的,安静的,熬夜的}', n, 32) || demo.pick('{鱼,猫,桃子,木头,石头,云朵,橙子,月亮,柚子,土豆,松鼠,豆包}', n, 33)
  ELSE demo.pick('{Ada,Bo,Carmen,Dmitri,Elif,Femi,Greta,Hiro,Ines,Jonas,Kaya,Lin,Mei,Noor,Otto,Priya,Quentin,Rosa,Sanna,Tariq,Uma,Wei}', n, 32)
    || demo.pick('{""," K."," M."," the Baker"," Bikes"," Reads",_outdoors,_home}', n, 33) END
  || CASE WHEN demo.u(n, 34) < 0.6 THEN (floor(demo.u(n, 35) * 9000) + 10)::text ELSE '' END;

CREATE OR REPLACE FUNCTION demo.campaign_title(n bigint, chinese double precision) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN demo.u(n, 41) < chinese
  THEN demo.pick('{双十一,中秋,年货节,开学季,春茶季,七夕,周年庆,夏日}', n, 42) || demo.pick('{同城联合,跨店满减,好物互换,买手推荐,联名企划,拼单节}', n, 43)
  ELSE demo.pick('{"Mid-Autumn","Harvest","Spring Tea","Lantern Night","Back to School","Winter Warm-up","Neighbourhood","Night Market"}', n, 42) || ' '
    || demo.pick('{"Joint Sale","Coupon Swap","Two-Shop Days","Basket","Makers'' Week","Round Table"}', n, 43) END || ' ' || (2024 + n % 3);

-- The marketplaces ---------------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION demo.fill_shops(t bigint, shops bigint, coin text, cities text[], chinese double precision) RETURNS void
  LANGUAGE sql AS $$
  INSERT INTO market.category (tenant_id, id, parent_id, name, slug, position)
    SELECT t, 100 + row_number() OVER (ORDER BY min(position)), NULL, top, lower(regexp_replace(top, '[^A-Za-z]+', '-', 'g')), min(position)
    FROM demo.leaf GROUP BY top;
  INSERT INTO market.category (tenant_id, id, parent_id, name, slug, position)
    SELECT t, l.position, c.id, CASE WHEN chinese > 0.5 THEN l.zh || ' ' ELSE '' END || l.name,
      lower(regexp_replace(l.name, '[^A-Za-z]+', '-', 'g')), l.position
    FROM demo.leaf l JOIN market.category c ON c.tenant_id = t AND c.name = l.top;
  INSERT INTO market.merchant (tenant_id, id, name, slug, about, region, rating, currency, status, created_at)
    SELECT t, i, demo.shop_name(i * 8 + t, l.zh, l.name, city, chinese), 'shop-' || i,
      CASE WHEN demo.u(i, 51) < 0.8 THEN 'Selling ' || lower(l.name) || ' from ' || city || ' since ' || (1980 + i % 44) || '.' END,
      city, CASE WHEN demo.u(i, 52) < 0.95 THEN round((5 - 2 * power(demo.u(i, 53), 2))::numeric, 2) END, coin,
      CASE WHEN demo.u(i, 54) < 0.93 THEN 'open' WHEN demo.u(i, 54) < 0.97 THEN 'paused' ELSE 'closed' END, demo.at(i, 55, 1400)
    FROM generate_series(1, shops) AS i
    JOIN demo.leaf l ON l.position = demo.rank(i, 56, 30, 1)
    CROSS JOIN LATERAL (SELECT demo.pick(cities, i, 57) AS city) AS c;
  INSERT INTO market.merchant_category (tenant_id, merchant_id, category_id)
    SELECT DISTINCT t, i, demo.rank(i, CASE k WHEN 0 THEN 56 ELSE 57 + k END, 30, 1)
    FROM generate_series(1, shops) AS i, generate_series(0, floor(demo.u(i, 61) * 3)::int) AS k;
  INSERT INTO market.merchant_staff (tenant_id, id, merchant_id, name, email, duty, active, created_at)
    SELECT t, i * 4 - 3 + k, i, demo.nickname(i * 4 + k, 0), 'staff' || (i * 4 - 3 + k) || '@shop-' || i || '.example',
      ('{owner,marketing,service,supply}'::text[])[1 + k], k = 0 OR demo.u(i * 4 + k, 62) < 0.9, demo.at(i * 4 + k, 63, 900)
    FROM generate_series(1, shops) AS i, generate_series(0, floor(demo.u(i, 64) * 4)::int) AS k;
  INSERT INTO market.product (tenant_id, id, merchant_id, category_id, name, description, price, currency, status, created_at)
    SELECT t, i, m.id, l.position, n.name, CASE WHEN demo.u(i, 71) < 0.7 THEN n.name || '. Ships from ' || m.region || ' within two days.' END,
      (l.base_price * (0.4 + 2.2 * power(demo.u(i, 72), 2)))::bigint / 100 * 100 + 90, coin,
      CASE WHEN demo.u(i, 75) < 0.88 THEN 'listed' WHEN demo.u(i, 75) < 0.94 THEN 'delisted' ELSE 'draft' END, demo.at(i, 76, 1000)
    FROM generate_series(1, shops * 8) AS i
    JOIN market.merchant m ON m.tenant_id = t AND m.id = CASE WHEN i <= shops THEN i ELSE demo.rank(i, 77, shops, 2) END
    JOIN demo.leaf l ON l.position = demo.rank(m.id, 56, 30, 1)
    CROSS JOIN LATERAL (SELECT demo.product_name(demo.pick(l.things, i, 78), l.zh, i, chinese) AS name) AS n;
  INSERT INTO market.inventory (tenant_id, product_id, merchant_id, stock)
    SELECT t, p.id, p.merchant_id, floor(demo.u(p.id, 74) * 400)::int FROM market.product p WHERE p.tenant_id = t AND demo.u(p.id, 73) < 0.9;
$$;

CREATE OR REPLACE FUNCTION demo.fill_buyers(t bigint, buyers bigint, cities text[], chinese double precision) RETURNS void
  LANGUAGE sql AS $$
  INSERT INTO market.buyer (tenant_id, id, nickname, about, region, interests, experience_points, creator, created_at)
    SELECT t, i, demo.nickname(i * 8 + t, chinese),
      CASE WHEN demo.u(i, 101) < 0.3 THEN 'Into ' || lower(a.name) || ' and ' || lower(b.name) || '.' END,
      CASE WHEN demo.u(i, 102) < 0.85 THEN demo.pick(cities, i, 103) END,
      CASE WHEN a.name = b.name THEN ARRAY[a.name] ELSE ARRAY[a.name, b.name] END,
      floor(9000 * power(demo.u(i, 104), 4))::int, demo.u(i, 105) < 0.02, demo.at(i, 106, 1300)
    FROM generate_series(1, buyers) AS i
    JOIN demo.leaf a ON a.position = demo.rank(i, 107, 30, 1)
    JOIN demo.leaf b ON b.position = demo.rank(i, 108, 30, 1);
  INSERT INTO market.buyer_contact (tenant_id, buyer_id, full_name, email, phone, address, city, postal_code, updated_at)
    SELECT t, i, demo.nickname(i, 0), 'buyer' || i || '@mail.example', '+86 1' || (3000000000 + floor(demo.u(i, 111) * 999999999))::bigint,
      (1 + floor(demo.u(i, 112) * 300))::int || ' ' || demo.pick('{"Lake Road","Mill Lane","Garden Street","East Gate","Tea Hill"}', i, 113),
      demo.pick(cities, i, 103), lpad(floor(demo.u(i, 114) * 99999)::text, 5, '0'), demo.at(i, 115, 300)
    FROM generate_series(1, buyers) AS i;
$$;

CREATE OR REPLACE FUNCTION demo.fill_orders(t bigint, shops bigint, buyers bigint, orders bigint, coin text) RETURNS void
  LANGUAGE plpgsql AS $$
BEGIN
  CREATE TEMP TABLE demo_line ON COMMIT DROP AS
    WITH shelf AS (
      SELECT merchant_id, array_agg(id ORDER BY id) AS ids, array_agg(price ORDER BY id) AS prices
      FROM market.product WHERE tenant_id = t AND status <> 'draft' GROUP BY merchant_id
    )
    SELECT i AS order_id, demo.rank(i, 121, buyers, 1.7) AS buyer_id, s.merchant_id, 1 + k AS line, s.ids[n] AS product_id,
      s.prices[n] AS unit_price, 1 + floor(3 * power(demo.u(i * 4 + k, 122), 4))::int AS quantity
    FROM generate_series(1, orders) AS i
    JOIN shelf s ON s.merchant_id = demo.rank(i, 123, shops, 2)
    CROSS JOIN LATERAL generate_series(0, floor(4 * power(demo.u(i, 124), 2))::int) AS k
    CROSS JOIN LATERAL (SELECT 1 + floor(demo.u(i * 4 + k, 125) * cardinality(s.ids))::int AS n) AS p;
  INSERT INTO market."order" (tenant_id, id, buyer_id, merchant_id, status, total, currency, item_count, created_at, delivered_at)
    SELECT t, order_id, buyer_id, merchant_id, status, total, coin, lines, at,
      CASE WHEN status IN ('delivered', 'completed', 'refunded') THEN at + make_interval(hours => 20 + (demo.u(order_id, 127) * 150)::int) END
    FROM (
      SELECT order_id, buyer_id, merchant_id, sum(unit_price * quantity) AS total, count(*) AS lines, demo.at(order_id, 126, 730) AS at
      FROM demo_line GROUP BY 1, 2, 3
    ) o
    CROSS JOIN LATERAL (SELECT CASE
      WHEN demo.u(order_id, 128) < 0.04 THEN 'cancelled'
      WHEN at > '2026-10-30Z' THEN demo.pick('{placed,paid}', order_id, 129)
      WHEN at > '2026-10-22Z' THEN demo.pick('{paid,shipped,shipped,delivered}', order_id, 129)
      WHEN demo.u(order_id, 128) < 0.07 THEN 'refunded'
      ELSE demo.pick('{delivered,completed,completed,completed}', order_id, 129) END AS status) AS s;
  INSERT INTO market.order_item (tenant_id, order_id, line, product_id, buyer_id, merchant_id, quantity, unit_price, currency)
    SELECT t, order_id, line, product_id, buyer_id, merchant_id, quantity, unit_price, coin FROM demo_line;
  DROP TABLE demo_line;
  UPDATE market.merchant m SET monthly_sales = s.sales
    FROM (SELECT merchant_id, sum(total) AS sales FROM market."order"
      WHERE tenant_id = t AND created_at > '2026-10-02Z' AND status NOT IN ('cancelled', 'refunded') GROUP BY 1) s
    WHERE m.tenant_id = t AND m.id = s.merchant_id;
END
$$;

CREATE OR REPLACE FUNCTION demo.fill_groups(t bigint, shops bigint, buyers bigint, groups bigint, cities text[], chinese double precision)
  RETURNS void LANGUAGE sql AS $$
  INSERT INTO market."group" (tenant_id, id, merchant_id, organizer_id, name, about, entry, created_at)
    SELECT t, i, CASE WHEN shop THEN demo.rank(i, 131, shops, 2) END, CASE WHEN NOT shop THEN demo.rank(i, 132, buyers, 1) END,
      CASE WHEN demo.u(i, 133) < chinese THEN demo.pick(cities, i, 134) || l.zh || demo.pick('{爱好者,分享群,研究会,同城群}', i, 135)
        ELSE demo.pick(cities, i, 134) || ' ' || l.name || ' ' || demo.pick('{Circle,Club,Friends,Lovers}', i, 135) END,
      'Talk about ' || lower(l.name) || ', swap finds, ask before you buy.',
      demo.pick('{open,open,open,bought_before,spent_at_least,segment,invitation}', i, 136), demo.at(i, 137, 800)
    FROM generate_series(1, groups) AS i
    JOIN demo.leaf l ON l.position = demo.rank(i, 138, 30, 1)
    CROSS JOIN LATERAL (SELECT demo.u(i, 139) < 0.7 AS shop) AS h;
  INSERT INTO market.group_member (tenant_id, group_id, buyer_id, role, joined_at)
    SELECT DISTINCT ON (g, b) t, g, b, CASE WHEN demo.u(i, 141) < 0.02 THEN 'helper' ELSE 'member' END,
      f.created_at + demo.u(i, 142) * ('2026-11-01Z' - f.created_at)
    FROM generate_series(1, groups * 60) AS i
    CROSS JOIN LATERAL (SELECT demo.rank(i, 143, groups, 2) AS g, demo.rank(i, 144, buyers, 1.3) AS b) AS p
    JOIN market."group" f ON f.tenant_id = t AND f.id = g
    WHERE b IS DISTINCT FROM f.organizer_id
    ORDER BY g, b, i;
  INSERT INTO market.group_member (tenant_id, group_id, buyer_id, role, joined_at)
    SELECT t, id, organizer_id, 'host', created_at FROM market."group" WHERE tenant_id = t AND organizer_id IS NOT NULL;
$$;

CREATE OR REPLACE FUNCTION demo.fill_campaigns(t bigint, shops bigint, campaigns bigint, chinese double precision) RETURNS void
  LANGUAGE plpgsql AS $$
BEGIN
  CREATE TEMP TABLE demo_part ON COMMIT DROP AS
    SELECT DISTINCT ON (c.id, m) c.*, m, k
    FROM (
      SELECT i AS id, demo.rank(i, 151, shops, 1.5) AS initiator, demo.at(i, 152, 500) AS at,
        CASE WHEN demo.u(i, 153) < 0.12 THEN 'draft' WHEN demo.u(i, 153) < 0.24 THEN 'open' WHEN demo.u(i, 153) < 0.44 THEN 'live'
          WHEN demo.u(i, 153) < 0.94 THEN 'ended' ELSE 'cancelled' END AS status
      FROM generate_series(1, campaigns) AS i
    ) c
    CROSS JOIN LATERAL generate_series(0, floor(12 * power(demo.u(c.id, 154), 1.5))::int) AS k
    CROSS JOIN LATERAL (SELECT CASE k WHEN 0 THEN c.initiator ELSE demo.rank(c.id * 16 + k, 155, shops, 1.3) END AS m) AS p
    ORDER BY c.id, m, k;
  ALTER TABLE demo_part ADD COLUMN state text;
  UPDATE demo_part SET state = CASE
    WHEN k = 0 THEN 'accepted'
    WHEN status IN ('draft', 'cancelled') THEN demo.pick('{invited,invited,applied,accepted,withdrawn}', id * 16 + k, 156)
    WHEN status = 'open' THEN demo.pick('{accepted,accepted,applied,invited,declined}', id * 16 + k, 156)
    ELSE demo.pick('{accepted,accepted,accepted,accepted,accepted,accepted,accepted,declined,withdrawn}', id * 16 + k, 156) END;
  INSERT INTO market.campaign (tenant_id, id, merchant_id, title, theme, kind, status, seats, min_rating, starts_at, ends_at, created_at, currency, terms)
    SELECT t, id, initiator, demo.campaign_title(id * 8 + t, chinese),
      CASE WHEN demo.u(id, 161) < 0.6 THEN demo.pick('{heritage brands,gifts,the new season,one city,slow living,back to basics}', id, 162) END,
      demo.pick('{joint_marketing,joint_marketing,cross_store_exchange,mutual_coupons,mutual_coupons,shared_traffic,joint_purchasing,shared_photography,shared_delivery}', id, 163),
      status, 13 + (id % 8), CASE WHEN demo.u(id, 164) < 0.4 THEN 3 + floor(demo.u(id, 165) * 4) / 2 END,
      -- Years on, since gateways close what is over: else the demo would have nothing live when somebody looks at it.
      starts_at, CASE status WHEN 'ended' THEN least(starts_at + days, '2026-10-31Z') ELSE starts_at + days + interval '20 years' END, at,
      (SELECT m.currency FROM market.merchant m WHERE m.tenant_id = t AND m.id = initiator), 'Each shop bears its part of the discount, and ships by itself.'
    FROM (SELECT DISTINCT id, initiator, at, status FROM demo_part) c
    CROSS JOIN LATERAL (SELECT make_interval(days => 5 + (id % 25)::int) AS days, CASE status
      WHEN 'live' THEN '2026-11-01Z'::timestamptz - make_interval(days => 1 + (id % 4)::int)
      WHEN 'ended' THEN least(at + make_interval(days => 14), '2026-10-25Z')
      ELSE greatest(at + make_interval(days => 14), '2026-11-08Z') END AS starts_at) AS d;
  INSERT INTO market.campaign_participant (tenant_id, campaign_id, merchant_id, initiator_id, is_public, part, state, created_at)
    SELECT t, id, m, initiator, state = 'accepted' AND status IN ('open', 'live', 'ended'),
      CASE k WHEN 0 THEN 'initiator' ELSE demo.pick('{partner,partner,partner,partner,partner,service,operations,supply}', id * 16 + k, 166) END,
      state, at + make_interval(hours => k * 7, mins => (id % 60)::int)
    FROM demo_part;
  DROP TABLE demo_part;
END
$$;

-- Who may open campaigns, what their pages look like, and what shops have in common besides.
CREATE OR REPLACE FUNCTION demo.fill_guilds(t bigint, shops bigint, cities text[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO market.initiator_right (tenant_id, merchant_id, created_at)
    SELECT t, i, demo.at(i, 201, 300) FROM generate_series(1, greatest(5, shops / 10)) AS i;
  INSERT INTO market.page_template (tenant_id, id, name, layout, created_at)
    SELECT t, l.n, initcap(l.layout), l.layout, demo.at(l.n, 202, 700) FROM unnest('{grid,story,counter,map}'::text[]) WITH ORDINALITY AS l (layout, n);
  INSERT INTO market.promotion_slot (tenant_id, id, place, starts_at, ends_at, created_at)
    SELECT t, i, demo.pick('{"Front page","Category page","Search","App banner"}', i, 203) || ' ' || i, '2026-11-01Z'::timestamptz + make_interval(days => (i * 3)::int),
      '2026-11-01Z'::timestamptz + make_interval(days => (i * 3 + 14)::int), '2026-10-01Z' FROM generate_series(1, 12) AS i;
  INSERT INTO market.guild (tenant_id, id, kind, name, about, created_at)
    SELECT t, i, k.kind, demo.pick(cities, i, 204) || ' ' || l.name || CASE k.kind WHEN 'guild' THEN ' Guild' ELSE ' Training' END,
      'For all who sell ' || lower(l.name) || '.', demo.at(i, 205, 1200)
    FROM generate_series(1, greatest(6, shops / 30)) AS i
    JOIN demo.leaf l ON l.position = demo.rank(i, 206, 30, 1)
    CROSS JOIN LATERAL (SELECT demo.pick('{guild,guild,training}', i, 207) AS kind) AS k;
  INSERT INTO market.guild_member (tenant_id, guild_id, merchant_id, joined_at)
    SELECT DISTINCT ON (g, m) t, g, m, demo.at(i, 208, 500)
    FROM generate_series(1, shops) AS i
    CROSS JOIN LATERAL (SELECT demo.rank(i, 209, greatest(6, shops / 30), 1.2) AS g, demo.rank(i, 210, shops, 1.2) AS m) AS p
    ORDER BY g, m, i;
$$;

-- What campaigns are made of: discounts, what was signed, products, and what was sold. A product is in one campaign only.
CREATE OR REPLACE FUNCTION demo.fill_campaign_life(t bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO market.campaign_tier (tenant_id, campaign_id, spend, save)
    SELECT t, c.id, 15000 * k, 1500 * k + 500 * (k - 1) FROM market.campaign c, generate_series(1, 1 + c.id % 3) AS k WHERE c.tenant_id = t AND c.id % 4 < 3;
  INSERT INTO market.campaign_category (tenant_id, campaign_id, category_id)
    SELECT t, c.id, h.category_id FROM market.campaign c JOIN market.merchant_category h ON h.tenant_id = t AND h.merchant_id = c.merchant_id
    WHERE c.tenant_id = t AND c.id % 5 = 0;
  UPDATE market.campaign c SET agreement_version = 1 WHERE c.tenant_id = t AND c.status IN ('live', 'ended');
  INSERT INTO market.campaign_agreement (tenant_id, campaign_id, version, document, digest, created_at)
    SELECT t, c.id, 1, d.document, encode(sha256(convert_to(d.document, 'UTF8')), 'hex'), c.created_at + interval '5 days'
    FROM market.campaign c CROSS JOIN LATERAL (SELECT market.agreement_document(c) AS document) AS d WHERE c.tenant_id = t AND c.status IN ('live', 'ended');
  INSERT INTO market.campaign_signature (tenant_id, campaign_id, version, merchant_id, staff_id, created_at)
    SELECT t, a.campaign_id, 1, p.merchant_id, s.id, a.created_at + make_interval(hours => (p.merchant_id % 40)::int)
    FROM market.campaign_agreement a JOIN market.campaign_participant p ON p.tenant_id = t AND p.campaign_id = a.campaign_id AND p.state = 'accepted'
    JOIN market.merchant_staff s ON s.tenant_id = t AND s.merchant_id = p.merchant_id AND s.duty = 'owner' WHERE a.tenant_id = t;
  UPDATE market.campaign c SET signature_count = n.n
    FROM (SELECT campaign_id, count(*) AS n FROM market.campaign_signature WHERE tenant_id = t GROUP BY 1) n WHERE c.tenant_id = t AND c.id = n.campaign_id;
  INSERT INTO market.campaign_product (tenant_id, campaign_id, product_id, merchant_id, initiator_id, state, is_public, created_at)
    SELECT t, p.campaign_id, g.id, p.merchant_id, p.initiator_id, s.state, s.state = 'accepted' AND p.is_public, p.created_at + interval '2 days'
    FROM (SELECT p.*, row_number() OVER (PARTITION BY p.merchant_id ORDER BY p.campaign_id DESC) AS n FROM market.campaign_participant p
      WHERE p.tenant_id = t AND p.state = 'accepted' AND p.is_public) p
    JOIN (SELECT g.id, g.merchant_id, row_number() OVER (PARTITION BY g.merchant_id ORDER BY g.id) AS n FROM market.product g WHERE g.tenant_id = t AND g.status = 'listed') g
      ON g.merchant_id = p.merchant_id AND (g.n + 1) / 2 = p.n
    CROSS JOIN LATERAL (SELECT demo.pick('{accepted,accepted,accepted,accepted,submitted,declined,withdrawn}', g.id, 211) AS state) AS s;
  INSERT INTO market.campaign_day (tenant_id, campaign_id, merchant_id, day, visits, orders, new_buyers, sales, discounts, currency)
    SELECT t, c.id, p.merchant_id, d.day, floor(300 * demo.u(k, 212))::int, n.orders, n.orders, n.orders * (4000 + floor(9000 * demo.u(k, 213))::int),
      n.orders * floor(900 * demo.u(k, 214))::int, c.currency
    FROM market.campaign c JOIN market.campaign_participant p ON p.tenant_id = t AND p.campaign_id = c.id AND p.state = 'accepted'
    CROSS JOIN LATERAL (SELECT c.starts_at::date + i AS day, c.id * 131 + p.merchant_id * 17 + i AS k FROM generate_series(0, 4) AS i) AS d
    CROSS JOIN LATERAL (SELECT floor(6 * power(demo.u(k, 215), 2))::int AS orders) AS n
    WHERE c.tenant_id = t AND c.status IN ('live', 'ended') AND c.id % 4 = 0 AND d.day < '2026-11-01';
  PERFORM market.tell_periods(t, c.id) FROM market.campaign c WHERE c.tenant_id = t AND c.status IN ('live', 'ended') AND c.id % 4 = 0;
  INSERT INTO market.slot_request (tenant_id, id, promotion_slot_id, campaign_id, merchant_id, state, created_at)
    SELECT t, c.n, 1 + c.n % 12, c.id, c.merchant_id, CASE WHEN c.n <= 5 THEN 'granted' ELSE demo.pick('{requested,refused,withdrawn}', c.n, 216) END, c.starts_at - interval '3 days'
    FROM (SELECT c.id, c.merchant_id, c.starts_at, row_number() OVER (ORDER BY c.id) AS n FROM market.campaign c WHERE c.tenant_id = t AND c.status = 'live') AS c WHERE c.n <= 24;
END
$$;

CREATE OR REPLACE FUNCTION demo.fill_follows(t bigint, shops bigint, buyers bigint, groups bigint, edges bigint) RETURNS void
  LANGUAGE sql AS $$
  INSERT INTO market.follow (tenant_id, id, follower_buyer_id, follower_merchant_id, followed_merchant_id, followed_buyer_id,
    followed_group_id, created_at)
    SELECT t, i, CASE WHEN NOT of_shop THEN follower END, CASE WHEN of_shop THEN follower END,
      CASE WHEN kind = 'merchant' THEN followee END, CASE WHEN kind = 'buyer' THEN followee END,
      CASE WHEN kind = 'group' THEN followee END, demo.at(i, 171, 900)
    FROM (
      SELECT DISTINCT ON (of_shop, follower, kind, followee) i, of_shop, follower, kind, followee
      FROM (
        SELECT i, of_shop, kind, CASE WHEN of_shop THEN demo.rank(i, 172, shops, 1.2) ELSE demo.rank(i, 173, buyers, 1.4) END AS follower,
          CASE kind WHEN 'merchant' THEN demo.rank(i, 174, shops, 2.5) WHEN 'buyer' THEN demo.rank(i, 175, buyers, 2.5)
            ELSE demo.rank(i, 176, groups, 2) END AS followee
        FROM (SELECT i, demo.u(i, 177) < 0.06 AS of_shop, CASE WHEN demo.u(i, 177) < 0.62 THEN 'merchant'
          WHEN demo.u(i, 177) < 0.9 THEN 'buyer' ELSE 'group' END AS kind FROM generate_series(1, edges) AS i) AS e
      ) AS f
      WHERE NOT (follower = followee AND (of_shop OR kind = 'buyer'))
      ORDER BY of_shop, follower, kind, followee, i
    ) AS g;
$$;

CREATE OR REPLACE FUNCTION demo.fill_posts(t bigint, shops bigint, buyers bigint, posts bigint) RETURNS void LANGUAGE sql AS $$
  INSERT INTO market.post (tenant_id, id, author_merchant_id, author_buyer_id, product_id, title, body, status, like_count, created_at)
    SELECT t, i, CASE WHEN shop THEN p.merchant_id END, CASE WHEN NOT shop THEN demo.rank(i, 181, buyers, 2.2) END, p.id,
      CASE WHEN demo.u(i, 182) < 0.6 THEN demo.pick('{"New on the shelf","A week with it","Behind the bench","上新","测评","买家秀"}', i, 183) END,
      CASE WHEN shop THEN 'Fresh from the workshop: ' || p.name || '. Come and have a look.'
        ELSE demo.pick('{"Bought it twice already: ","好用,推荐:","Honest review of ","Found at the market: "}', i, 184) || p.name END,
      CASE WHEN demo.u(i, 185) < 0.93 THEN 'published' WHEN demo.u(i, 185) < 0.98 THEN 'draft' ELSE 'removed' END,
      floor(500 * power(demo.u(i, 186), 6))::int, demo.at(i, 187, 600)
    FROM generate_series(1, posts) AS i
    JOIN market.product p ON p.tenant_id = t AND p.id = demo.rank(i, 188, shops * 8, 1.5) AND p.status <> 'draft'
    CROSS JOIN LATERAL (SELECT demo.u(i, 189) < 0.5 AS shop) AS a;
$$;

CREATE OR REPLACE FUNCTION demo.fill(tenant_name text, tenant_title text, size double precision, coin text, cities text[],
  chinese double precision) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  scale double precision := coalesce(nullif(current_setting('souk.demo_scale', true), '')::double precision, 1) * size;
  shops bigint := greatest(20, 1500 * scale);
  buyers bigint := greatest(200, 30000 * scale);
  groups bigint := greatest(10, 400 * scale);
  t bigint;
BEGIN
  IF EXISTS (SELECT FROM souk.tenant WHERE name = tenant_name) THEN
    RETURN;
  END IF;
  t := souk.create_tenant(tenant_name, tenant_title, ARRAY[tenant_name || '.localhost'], '/' || tenant_name);
  PERFORM demo.fill_shops(t, shops, coin, cities, chinese);
  PERFORM demo.fill_buyers(t, buyers, cities, chinese);
  ANALYZE market.product, market.merchant, market.buyer;
  PERFORM demo.fill_orders(t, shops, buyers, greatest(400, 40000 * scale)::bigint, coin);
  PERFORM demo.fill_groups(t, shops, buyers, groups, cities, chinese);
  PERFORM demo.fill_campaigns(t, shops, greatest(60, 3000 * scale)::bigint, chinese);
  PERFORM demo.fill_guilds(t, shops, cities);
  -- What comes next joins them, and at twenty times the size a plan made for empty tables never ends.
  ANALYZE market.campaign, market.campaign_participant, market.merchant_staff;
  PERFORM demo.fill_campaign_life(t);
  PERFORM demo.fill_follows(t, shops, buyers, groups, greatest(1500, 130000 * scale)::bigint);
  PERFORM demo.fill_posts(t, shops, buyers, greatest(100, 8000 * scale)::bigint);
  PERFORM market.recount(t);
  -- One integrator, authorised by the three best-known shops.
  INSERT INTO souk.app (tenant_id, id, name, publisher, created_at) VALUES (t, 1, 'MaiMai', 'MaiMai Ltd', demo.at(1, 191, 300));
  PERFORM souk.grant_app(t, 1, shop, '{products:read,campaigns:read,orders:read}', 'owner of shop ' || shop) FROM generate_series(1, 3) AS shop;
  ANALYZE market.category, market.merchant, market.merchant_category, market.merchant_staff, market.product, market.buyer,
    market.buyer_contact, market."order", market.order_item, market."group", market.group_member, market.campaign,
    market.campaign_participant, market.campaign_product, market.campaign_tier, market.campaign_day, market.campaign_period, market.guild, market.guild_member, market.follow, market.post, market.search_word, market.search_document;
END
$$;

SELECT demo.fill('bazaar', 'The Bazaar', 1, 'CNY', '{上海,杭州,成都,广州,西安,苏州,Shenzhen,Kunming,Nanjing,Xiamen}', 0.6);
SELECT demo.fill('harbour', 'Harbour Market', 0.15, 'EUR', '{Hamburg,Porto,Antwerp,Gdańsk,Bergen,Trieste,Marseille}', 0.05);
SELECT demo.fill('atelier', 'Atelier', 0.03, 'JPY', '{Kyoto,Kanazawa,Onomichi,Matsumoto}', 0.3);
DROP SCHEMA demo CASCADE;
RESET client_min_messages;
RESET souk.changes;
