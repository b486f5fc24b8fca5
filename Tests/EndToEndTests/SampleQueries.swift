import Testing

/// A query for a database that nobody made for Souk, and the SQL that says the same by hand.
struct SampleQuery: CustomTestStringConvertible, Sendable {
    let name: String
    let query: String
    let sql: String
    var testDescription: String { name }

    static let chinook: [SampleQuery] = [
        SampleQuery(
            name: "by key",
            query: "{ trackByTrackId(trackId: 1) { name milliseconds unitPrice album { title artist { name } } genre { name } } }",
            sql: """
                SELECT jsonb_build_object('trackByTrackId', jsonb_build_object('name', t.name, 'milliseconds', t.milliseconds, 'unitPrice', t.unit_price::text,
                  'album', jsonb_build_object('title', a.title, 'artist', jsonb_build_object('name', r.name)), 'genre', jsonb_build_object('name', g.name)))
                FROM track t JOIN album a USING (album_id) JOIN artist r USING (artist_id) JOIN genre g USING (genre_id) WHERE track_id = 1
                """),
        SampleQuery(
            name: "artists, their albums, their tracks",
            query:
                "{ artists(first: 10) { nodes { name albums(first: 3) { totalCount nodes { title tracks(first: 2) { nodes { name } } } } } } }",
            sql: """
                SELECT jsonb_build_object('artists', jsonb_build_object('nodes', jsonb_agg(jsonb_build_object('name', r.name, 'albums', jsonb_build_object(
                  'totalCount', (SELECT count(*) FROM album a WHERE a.artist_id = r.artist_id),
                  'nodes', coalesce((SELECT jsonb_agg(jsonb_build_object('title', a.title, 'tracks', jsonb_build_object('nodes', (
                      SELECT jsonb_agg(jsonb_build_object('name', t.name)) FROM (
                        SELECT name FROM track t WHERE t.album_id = a.album_id ORDER BY track_id LIMIT 2) t)))) FROM (
                    SELECT * FROM album a WHERE a.artist_id = r.artist_id ORDER BY album_id LIMIT 3) a), '[]'))))))
                FROM (SELECT * FROM artist ORDER BY artist_id LIMIT 10) r
                """),
        SampleQuery(
            name: "a filter over several columns",
            query: """
                { tracks(first: 5, filter: {milliseconds: {gt: 300000}, or: [{genreId: {in: [1, 3]}}, {composer: {isNull: true}}]},
                    orderBy: [{unitPrice: DESC}, {name: ASC}]) { totalCount nodes { trackId name } } }
                """,
            sql: """
                WITH t AS (SELECT * FROM track WHERE milliseconds > 300000 AND (genre_id IN (1, 3) OR composer IS NULL))
                SELECT jsonb_build_object('tracks', jsonb_build_object('totalCount', (SELECT count(*) FROM t), 'nodes', (
                  SELECT jsonb_agg(jsonb_build_object('trackId', track_id, 'name', name)) FROM (SELECT * FROM t ORDER BY unit_price DESC, name, track_id LIMIT 5) t)))
                """),
        SampleQuery(
            name: "through a join table",
            query: "{ playlists(last: 4) { nodes { playlistId name tracks(first: 3) { totalCount nodes { trackId } } } } }",
            sql: """
                SELECT jsonb_build_object('playlists', jsonb_build_object('nodes', jsonb_agg(jsonb_build_object('playlistId', playlist_id, 'name', name, 'tracks', jsonb_build_object(
                  'totalCount', (SELECT count(*) FROM playlist_track x WHERE x.playlist_id = p.playlist_id),
                  'nodes', coalesce((SELECT jsonb_agg(jsonb_build_object('trackId', track_id)) FROM (
                    SELECT track_id FROM playlist_track x WHERE x.playlist_id = p.playlist_id ORDER BY track_id LIMIT 3) x), '[]'))) ORDER BY playlist_id)))
                FROM (SELECT * FROM playlist ORDER BY playlist_id DESC LIMIT 4) p
                """),
        SampleQuery(
            name: "an employee's boss and staff",
            query:
                "{ employees(first: 10) { nodes { lastName reportsTo { lastName } employeesByReportsTo(first: 5) { nodes { lastName } } } } }",
            sql: """
                SELECT jsonb_build_object('employees', jsonb_build_object('nodes', jsonb_agg(jsonb_build_object('lastName', e.last_name,
                  'reportsTo', (SELECT jsonb_build_object('lastName', b.last_name) FROM employee b WHERE b.employee_id = e.reports_to),
                  'employeesByReportsTo', jsonb_build_object('nodes', coalesce((SELECT jsonb_agg(jsonb_build_object('lastName', last_name)) FROM (
                    SELECT * FROM employee s WHERE s.reports_to = e.employee_id ORDER BY employee_id LIMIT 5) s), '[]'))) ORDER BY employee_id)))
                FROM employee e
                """),
        SampleQuery(
            name: "money, dates and nulls",
            query: """
                { invoices(first: 4, filter: {billingCountry: {eq: "Germany"}, total: {gte: "5.00"}}) {
                    nodes { total invoiceDate billingState customer { company supportRep { email } } invoiceLines(first: 2) { nodes { unitPrice quantity } } } } }
                """,
            sql: """
                SELECT jsonb_build_object('invoices', jsonb_build_object('nodes', jsonb_agg(jsonb_build_object('total', i.total::text,
                  'invoiceDate', to_char(i.invoice_date, 'YYYY-MM-DD"T"HH24:MI:SS'), 'billingState', i.billing_state,
                  'customer', (SELECT jsonb_build_object('company', company, 'supportRep', jsonb_build_object('email', e.email)) FROM customer c
                    JOIN employee e ON e.employee_id = c.support_rep_id WHERE c.customer_id = i.customer_id),
                  'invoiceLines', jsonb_build_object('nodes', (SELECT jsonb_agg(jsonb_build_object('unitPrice', unit_price::text, 'quantity', quantity)) FROM (
                    SELECT * FROM invoice_line l WHERE l.invoice_id = i.invoice_id ORDER BY invoice_line_id LIMIT 2) l))) ORDER BY invoice_id)))
                FROM (SELECT * FROM invoice WHERE billing_country = 'Germany' AND total >= 5 ORDER BY invoice_id LIMIT 4) i
                """),
        SampleQuery(
            name: "every track of a page of a thousand",
            query: "{ tracks(first: 1000) { totalCount nodes { trackId name composer bytes } } }",
            sql: """
                SELECT jsonb_build_object('tracks', jsonb_build_object('totalCount', (SELECT count(*) FROM track), 'nodes',
                  jsonb_agg(jsonb_build_object('trackId', track_id, 'name', name, 'composer', composer, 'bytes', bytes) ORDER BY track_id)))
                FROM (SELECT * FROM track ORDER BY track_id LIMIT 1000) t
                """),
    ]

    static let northwind: [SampleQuery] = [
        SampleQuery(
            name: "an order and what it is of",
            query: """
                { orderByOrderId(orderId: 10248) { orderDate freight shipVia { companyName } customer { customerId contactName } employee { lastName }
                    orderDetails(first: 10) { nodes { quantity unitPrice discount product { productName category { categoryName } } } } } }
                """,
            sql: """
                SELECT jsonb_build_object('orderByOrderId', jsonb_build_object('orderDate', order_date, 'freight', freight,
                  'shipVia', (SELECT jsonb_build_object('companyName', company_name) FROM shippers WHERE shipper_id = ship_via),
                  'customer', (SELECT jsonb_build_object('customerId', customer_id, 'contactName', contact_name) FROM customers c WHERE c.customer_id = o.customer_id),
                  'employee', (SELECT jsonb_build_object('lastName', last_name) FROM employees e WHERE e.employee_id = o.employee_id),
                  'orderDetails', jsonb_build_object('nodes', (SELECT jsonb_agg(jsonb_build_object('quantity', quantity, 'unitPrice', d.unit_price, 'discount', discount,
                    'product', jsonb_build_object('productName', product_name, 'category', jsonb_build_object('categoryName', category_name))) ORDER BY product_id)
                    FROM order_details d JOIN products p USING (product_id) JOIN categories USING (category_id) WHERE d.order_id = o.order_id))))
                FROM orders o WHERE order_id = 10248
                """),
        SampleQuery(
            name: "text keys",
            query:
                #"{ customerByCustomerId(customerId: "ALFKI") { companyName region orders(first: 2) { totalCount nodes { orderId } } } }"#,
            sql: """
                SELECT jsonb_build_object('customerByCustomerId', jsonb_build_object('companyName', company_name, 'region', region, 'orders', jsonb_build_object(
                  'totalCount', (SELECT count(*) FROM orders o WHERE o.customer_id = c.customer_id),
                  'nodes', (SELECT jsonb_agg(jsonb_build_object('orderId', order_id)) FROM (
                    SELECT order_id FROM orders o WHERE o.customer_id = c.customer_id ORDER BY order_id LIMIT 2) o))))
                FROM customers c WHERE customer_id = 'ALFKI'
                """),
        SampleQuery(
            name: "employees, their territories, their regions",
            query:
                "{ employees(first: 9) { nodes { firstName hireDate territories(first: 3) { nodes { territoryId region { regionId } } } } } }",
            sql: """
                SELECT jsonb_build_object('employees', jsonb_build_object('nodes', jsonb_agg(jsonb_build_object('firstName', first_name, 'hireDate', hire_date,
                  'territories', jsonb_build_object('nodes', (SELECT jsonb_agg(jsonb_build_object('territoryId', territory_id, 'region', jsonb_build_object('regionId', region_id))) FROM (
                    SELECT t.* FROM employee_territories x JOIN territories t USING (territory_id) WHERE x.employee_id = e.employee_id
                    ORDER BY territory_id LIMIT 3) t))) ORDER BY employee_id)))
                FROM employees e
                """),
        SampleQuery(
            name: "products by price, those without one last",
            query: """
                { products(first: 6, filter: {discontinued: {eq: 0}, unitsInStock: {lt: 20}}, orderBy: [{unitPrice: DESC_NULLS_LAST}]) {
                    totalCount nodes { productId unitPrice supplier { country } } } }
                """,
            sql: """
                WITH p AS (SELECT * FROM products WHERE discontinued = 0 AND units_in_stock < 20)
                SELECT jsonb_build_object('products', jsonb_build_object('totalCount', (SELECT count(*) FROM p), 'nodes', (
                  SELECT jsonb_agg(jsonb_build_object('productId', product_id, 'unitPrice', unit_price,
                    'supplier', (SELECT jsonb_build_object('country', country) FROM suppliers s WHERE s.supplier_id = p.supplier_id))) FROM (
                  SELECT * FROM p ORDER BY unit_price DESC NULLS LAST, product_id DESC LIMIT 6) p)))
                """),
        SampleQuery(
            name: "orders of a year",
            query: #"{ orders(filter: {orderDate: {gte: "1997-01-01", lt: "1998-01-01"}, shipRegion: {isNull: true}}) { totalCount } }"#,
            sql: """
                SELECT jsonb_build_object('orders', jsonb_build_object('totalCount', count(*))) FROM orders
                WHERE order_date >= '1997-01-01' AND order_date < '1998-01-01' AND ship_region IS NULL
                """),
    ]
}
