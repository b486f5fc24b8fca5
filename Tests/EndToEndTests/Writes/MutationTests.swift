import Foundation
import JSON
import Testing

@Suite("Mutations over HTTP")
struct MutationTests {
    private typealias Ground = WritesGround

    @Test("What was written is seen by the payload's own selection, as deep as any query")
    func payload() async throws {
        let ground = try await Ground.shared.value
        // A buyer of its own: other tests publish meanwhile.
        let buyer = try await ground.access.token("buyer", "subject => '41'").text
        let answer = try await ground.ask(Ground.publish, #"{"body": "seen at once", "clientMutationId": "m-1"}"#, as: buyer)
        #expect(answer.errors.isEmpty, "\(answer.text)")
        #expect(answer.value(at: "publishPost.clientMutationId")?.string == "m-1")
        #expect(answer.value(at: "publishPost.post.version")?.canonical == "1")
        #expect(answer.value(at: "publishPost.post.author.posts.nodes.0.body")?.string == "seen at once")
    }

    @Test("Following moves the counter that is read with it, and its end moves it back")
    func follow() async throws {
        let ground = try await Ground.shared.value
        let shop = try await ground.value(
            """
            SELECT id FROM market.merchant m WHERE tenant_id = 1 AND NOT EXISTS (SELECT FROM market.follow f WHERE f.tenant_id = 1
              AND f.follower_buyer_id = 5 AND f.followed_merchant_id = m.id) ORDER BY id LIMIT 1
            """)
        let count = "SELECT follower_count FROM market.merchant WHERE tenant_id = 1 AND id = \(shop)"
        let before = try #require(Int(try await ground.value(count)))
        let input = #"{"merchantId": "\#(Ground.id("Merchant", shop))"}"#
        let first = try await ground.ask(Ground.follow, input, as: ground.buyer)
        #expect(first.errors.isEmpty, "\(first.text)")
        #expect(first.value(at: "follow.follow.followee.followerCount")?.canonical == "\(before + 1)")
        #expect(first.value(at: "follow.follow.followee.followers.totalCount")?.canonical == "\(before + 1)")
        let again = try await ground.ask(Ground.follow, input, as: ground.buyer)
        #expect(again.text.replacing(/"extensions".*/, with: "") == first.text.replacing(/"extensions".*/, with: ""))
        let end = try await ground.ask(Ground.unfollow, input, as: ground.buyer)
        #expect(end.value(at: "unfollow.wasFollowing")?.canonical == "true")
        #expect(end.value(at: "unfollow.merchant.followerCount")?.canonical == "\(before)")
        #expect(try await ground.value(count) == "\(before)")
    }

    @Test("Joining and leaving a group")
    func group() async throws {
        let ground = try await Ground.shared.value
        let open = try await ground.value(
            """
            SELECT id FROM market."group" g WHERE tenant_id = 1 AND entry = 'open' AND NOT EXISTS (SELECT FROM market.group_member m
              WHERE m.tenant_id = 1 AND m.group_id = g.id AND m.buyer_id = 5) ORDER BY id LIMIT 1
            """)
        let input = #"{"groupId": "\#(Ground.id("Group", open))"}"#
        let joined = try await ground.ask(Ground.join, input, as: ground.buyer)
        #expect(joined.value(at: "joinGroup.membership.role")?.string == "MEMBER", "\(joined.text)")
        #expect(joined.value(at: "joinGroup.membership.buyer.databaseId")?.string == "5")
        let left = try await ground.ask(Ground.leave, input, as: ground.buyer)
        #expect(left.value(at: "leaveGroup.wasMember")?.canonical == "true", "\(left.text)")
        let shut = try await ground.value(
            "SELECT id FROM market.\"group\" WHERE tenant_id = 1 AND entry = 'invitation' ORDER BY id LIMIT 1")
        let refused = try await ground.ask(Ground.join, #"{"groupId": "\#(Ground.id("Group", shut))"}"#, as: ground.buyer)
        #expect(refused.code == "FORBIDDEN" && refused.input == "groupId" && refused.path == #"["joinGroup"]"#, "\(refused.text)")
    }

    @Test("A post is edited by the version that was read")
    func compareAndSet() async throws {
        let ground = try await Ground.shared.value
        let published = try await ground.ask(Ground.publish, #"{"body": "first words"}"#, as: ground.shop)
        let number = try #require(published.value(at: "publishPost.post.databaseId")?.string, "\(published.text)")
        let id = Ground.id("Post", number)
        let edited = try await ground.ask(Ground.edit, #"{"postId": "\#(id)", "body": "second words", "ifVersion": 1}"#, as: ground.shop)
        #expect(edited.value(at: "editPost.post.version")?.canonical == "2", "\(edited.text)")
        let late = try await ground.ask(Ground.edit, #"{"postId": "\#(id)", "body": "late words", "ifVersion": 1}"#, as: ground.shop)
        #expect(late.code == "PRECONDITION" && late.input == "ifVersion", "\(late.text)")
        #expect(late.errors.first?["extensions"]?["detail"]?.canonical == #"{"version":2}"#)
        let stranger = try await ground.ask(Ground.edit, #"{"postId": "\#(id)", "body": "not mine"}"#, as: ground.buyer)
        #expect(stranger.code == "NOT_FOUND" && stranger.input == "postId", "\(stranger.text)")
        #expect(try await ground.value("SELECT body FROM market.post WHERE id = \(number)") == "second words")
    }

    @Test("A mutation exists for those who may: roles and scopes, in the schema, in answers and in suggestions")
    func masks() async throws {
        let ground = try await Ground.shared.value
        let names = "{ __schema { mutationType { fields { name } } } __type(name: \"PublishPostInput\") { name } }"
        func seen(_ token: String?) async throws -> Set<String> {
            let reply = try await ground.access.gateways[0].ask(names, token: token)
            let fields = reply.answer?.value(at: "__schema.mutationType.fields")?.items ?? []
            let hasInput = reply.answer?.value(at: "__type.name")?.string != nil
            return Set(fields.compactMap { $0["name"]?.string } + (hasInput ? ["PublishPostInput"] : []))
        }
        let visitor = try await ground.access.token("anonymous").text
        let all: Set = ["follow", "unfollow", "joinGroup", "leaveGroup", "publishPost", "editPost", "PublishPostInput"]
        #expect(try await seen(visitor).isDisjoint(with: all))
        #expect(try await seen(ground.buyer).isSuperset(of: all))
        #expect(try await seen(ground.shop).isDisjoint(with: ["joinGroup", "leaveGroup"]))
        let reader = try await ground.access.token("buyer", "subject => '5', scopes => '{follows:read,posts:read}'").text
        #expect(try await seen(reader).isEmpty)
        let follower = try await ground.access.token("buyer", "subject => '5', scopes => '{follows:write,follows:read}'").text
        #expect(try await seen(follower) == ["follow", "unfollow"])
        let hidden = try await ground.access.gateways[0].ask(
            "mutation { publishPosts(input: {body: \"x\"}) { __typename } }", token: follower)
        #expect(hidden.answer?.code == "VALIDATION" && !hidden.text.contains("publishPost\\\""), "\(hidden.text)")
        let refused = try await ground.ask(Ground.follow, #"{"merchantId": "x"}"#, as: visitor)
        #expect(refused.code == "VALIDATION", "\(refused.text)")
    }

    @Test(
        "What is wrong with an input is told with its place, and nothing is written",
        arguments: [
            (#"{"body": ""}"#, "CONSTRAINT", "body"), (#"{"body": "a\u0000b"}"#, "BAD_VARIABLE", nil),
            (#"{"body": "x", "productId": "\#(WritesGround.id("Merchant", "1"))"}"#, "BAD_VARIABLE", "productId"),
            (#"{"body": "x", "productId": "nonsense"}"#, "BAD_VARIABLE", "productId"),
            (#"{"body": "x", "productId": "\#(WritesGround.id("Product", "999999999999"))"}"#, "NOT_FOUND", "productId"),
            (#"{"body": "x", "asMerchantId": "\#(WritesGround.id("Merchant", "1"))"}"#, "FORBIDDEN", "asMerchantId"),
            (#"{"body": "x", "idempotencyKey": ""}"#, "BAD_VARIABLE", "idempotencyKey"),
            (#"{"body": "\#(String(repeating: "x", count: 900_000))"}"#, "CONSTRAINT", "body"),
            (#"{"body": null}"#, "BAD_VARIABLE", nil), (#"{}"#, "BAD_VARIABLE", nil), (#"{"body": "x", "author": 1}"#, "BAD_VARIABLE", nil),
            (#"{"body": "\ud800"}"#, nil, nil),
        ] as [(String, String?, String?)])
    func inputs(input: String, code: String?, place: String?) async throws {
        let ground = try await Ground.shared.value
        let count = "SELECT count(*) FROM market.post WHERE tenant_id = 1 AND author_buyer_id = 11"
        let author = try await ground.access.token("buyer", "subject => '11'").text
        let before = try await ground.value(count)
        let answer = try await ground.ask(Ground.publish, input, as: author)
        #expect(answer.code != nil && answer.code != "INTERNAL", "\(answer.text.prefix(500))")
        if let code { #expect(answer.code == code, "\(answer.text.prefix(500))") }
        #expect(answer.input == place, "\(answer.text.prefix(500))")
        if code == "CONSTRAINT" {
            #expect(answer.text.contains("A post has 1 to 20,000 characters."))
        }
        #expect(!answer.text.contains("post_body_check") && !answer.text.contains("market."), "\(answer.text.prefix(500))")
        #expect(try await ground.value(count) == before)
    }

    @Test("A key refers to what is not there: the input is named, the constraint is not")
    func foreignKey() async throws {
        let ground = try await Ground.shared.value
        let answer = try await ground.ask(Ground.follow, #"{"merchantId": "\#(Ground.id("Merchant", "999999999999"))"}"#, as: ground.buyer)
        #expect(answer.code == "CONSTRAINT" && answer.input == "merchantId", "\(answer.text)")
        #expect(!answer.text.contains("follow_followed"), "\(answer.text)")
        #expect(answer.data?.canonical == #"{"follow":null}"#)
    }

    @Test("A mutation that is a transaction of its own shares none, since what it was refused with would be told and undone")
    func alone() async throws {
        let ground = try await Ground.shared.value
        let basket =
            #"placeBasket(input: {productIds: ["\#(Ground.id("Product", "1"))"], quantities: [10000], atMost: "0"}) { orders { id } }"#
        func code(_ operation: String) async throws -> String? {
            try #require(try await ground.access.gateways[0].ask(operation, token: ground.buyer).answer).code
        }
        #expect(try await code("mutation @transaction { a: \(basket) b: \(basket) }") == "VALIDATION")
        #expect(try await code("mutation @transaction { \(basket) }") == "PRECONDITION")
        #expect(try await code("mutation { a: \(basket) b: \(basket) }") == "PRECONDITION")
    }

    @Test("Fields are carried out in order, each by itself; under @transaction all of them or none", arguments: [false, true])
    func transactions(isOne: Bool) async throws {
        let ground = try await Ground.shared.value
        let mark = "mark-\(UUID().uuidString)"
        let answer = try await ground.ask(
            """
            mutation \(isOne ? "@transaction" : "") {
              first: publishPost(input: {body: "\(mark)"}) { post { body } }
              second: publishPost(input: {body: ""}) { post { body } }
              third: publishPost(input: {body: "\(mark)"}) { clientMutationId post { body } }
              __typename
            }
            """, "null", as: ground.buyer)
        let written = try await ground.value("SELECT count(*) FROM market.post WHERE body = '\(mark)'")
        #expect(written == (isOne ? "0" : "2"))
        #expect(answer.errors.count == (isOne ? 3 : 1), "\(answer.text)")
        let post = #""post":{"body":"\#(mark)"}"#
        let data = isOne ? ["null", "null", "null"] : ["{\(post)}", "null", "{\"clientMutationId\":null,\(post)}"]
        #expect(["first", "second", "third"].map { answer.value(at: $0)?.canonical } == data, "\(answer.text)")
        #expect(answer.value(at: "__typename")?.string == "Mutation")
        let places = answer.errors.map { $0["path"]?.canonical ?? "" }
        #expect(places == (isOne ? [#"["first"]"#, #"["second"]"#, #"["third"]"#] : [#"["second"]"#]))
    }

    @Test("GET carries no mutation")
    func get() async throws {
        let ground = try await Ground.shared.value
        let reply = try await ground.access.gateways[0].get("/graphql?query=mutation%7B__typename%7D", token: ground.buyer)
        #expect(reply.status == 405)
    }
}
