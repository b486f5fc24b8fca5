/// What a person sees who opens the gateway in a browser.
enum IndexPage {
    static let html = """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>Souk</title>
        <style>
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 42em; margin: 3em auto; padding: 0 1em; color: #222; background: #fff }
        pre { background: #f4f4f4; padding: 1em; overflow-x: auto }
        @media (prefers-color-scheme: dark) { body { color: #ddd; background: #181818 } pre { background: #282828 } a { color: #8bf } }
        </style>
        <h1>Souk</h1>
        <p>A GraphQL gateway. The endpoint is <code>/graphql</code>; it takes POST with JSON, and GET for queries.
        What you can ask depends on your token: <a href="/schema.graphql">/schema.graphql</a> is the schema as you see it.</p>
        <pre>curl -sS ADDRESS/graphql \\
          -H 'authorization: Bearer TOKEN' \\
          -H 'content-type: application/json' \\
          -d '{"query": "{ __schema { queryType { fields { name description } } } }"}'</pre>
        <p>Where a marketplace admits visitors, its own address or <code>/t/NAME/graphql</code> answers without a token.</p>
        <p>For operators: <a href="/healthz">/healthz</a>, <a href="/readyz">/readyz</a>.</p>
        </html>
        """
}
