import Foundation
import JSON
import Planning
import Testing

/// A gateway before the demo, for tests that write; and a buyer, a shop and whom they have not met yet.
struct WritesGround: Sendable {
    let access: AccessGround
    let buyer: String
    let shop: String

    static let shared = Task { try await make() }

    /// A column that is written under a scope of its own.
    private static let costs = """
        ALTER TABLE market.product ADD COLUMN cost bigint;
        COMMENT ON COLUMN market.product.cost IS 'What the shop pays for one. @scope(write: "products.cost:write")';
        SELECT souk.guard_writes('market.product', '{insert}', merchants => '{merchant_id}', scope => 'products:write',
          columns => '{tenant_id,id,merchant_id,category_id,name,description,price,currency,status,sku,cost}');
        SELECT souk.guard_writes('market.product', '{update}', merchants => '{merchant_id}', scope => 'products:write',
          columns => '{category_id,name,description,price,currency,status,sku,version,cost}');
        SELECT souk.offer_writes('market.product', '{create,update,delete,upsert}', to_roles => '{MERCHANT,PARTNER}', version => 'version',
          key => '{merchant_id,sku}', then_call => 'market.after_product_writes');
        """

    static func make() async throws -> WritesGround {
        let access = try await AccessGround.make(migration: costs)
        return WritesGround(
            access: access, buyer: try await access.token("buyer", "subject => '5'").text,
            shop: try await access.token("merchant", "subject => '\(access.staff())', merchants => '{\(AccessGround.shop)}'").text)
    }

    func value(_ sql: String) async throws -> String { try await access.value(sql) }

    /// Sends one mutation; `input` is JSON.
    func ask(_ document: String, _ input: String, as token: String?) async throws -> Answer {
        let body = "{\"query\":\(JSONValue.string(document).canonical),\"variables\":{\"i\":\(input)}}"
        let reply = try await access.gateways[0].post(body, token: token)
        return try #require(reply.answer, "\(reply.status) \(reply.text)")
    }

    /// What opens a campaign for the month that begins tomorrow, as a draft; JSON.
    static func opening(_ title: String, seats: Int) -> String {
        let tomorrow = Date.now.addingTimeInterval(86_400)
        return """
            {"title": "\(title)", "kind": "JOINT_MARKETING", "startsAt": "\(tomorrow.formatted(.iso8601))",
             "endsAt": "\(tomorrow.addingTimeInterval(30 * 86_400).formatted(.iso8601))", "seats": \(seats), "terms": "Fair", "asDraft": true}
            """
    }

    static func id(_ type: String, _ key: String) -> String { GlobalID(typeName: type, key: [key]).text }

    static let publish = """
        mutation ($i: PublishPostInput!) {
          publishPost(input: $i) { clientMutationId post { databaseId body version status author { ... on Buyer { databaseId posts(first: 1) { nodes { body } } } } } }
        }
        """
    static let edit = "mutation ($i: EditPostInput!) { editPost(input: $i) { post { body version status } } }"
    static let follow = """
        mutation ($i: FollowInput!) {
          follow(input: $i) { follow { databaseId followee { ... on Merchant { databaseId followerCount followers(first: 1) { totalCount } } } } }
        }
        """
    static let unfollow = "mutation ($i: UnfollowInput!) { unfollow(input: $i) { wasFollowing merchant { followerCount } } }"
    static let join = """
        mutation ($i: JoinGroupInput!) { joinGroup(input: $i) { group { memberCount } membership { role buyer { databaseId } } } }
        """
    static let leave = "mutation ($i: LeaveGroupInput!) { leaveGroup(input: $i) { wasMember group { memberCount } } }"
}

extension Answer {
    /// The first error's `extensions.input`, which names the input's field at fault.
    var input: String? { errors.first?["extensions"]?["input"]?.string }
    var path: String? { errors.first?["path"]?.canonical }
    var message: String { errors.first?["message"]?.string ?? "" }
}
