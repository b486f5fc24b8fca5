import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Gets the bytes behind an address, bounded in size and time.
typealias KeySetFetcher = @Sendable (_ address: String) async throws(KeyError) -> [UInt8]

extension KeySource {
    /// Over the network. Certificates are verified and redirections not followed: keys come from where the operator said.
    static let fetchOverHTTP: KeySetFetcher = { address throws(KeyError) in
        do {
            var request = HTTPClientRequest(url: address)
            request.headers.add(name: "accept", value: "application/jwk-set+json, application/json")
            let response = try await keyClient.execute(request, timeout: .seconds(5))
            guard response.status == .ok else { throw KeyError(.unreadable) }
            return Array(buffer: try await response.body.collect(upTo: largest))
        } catch {
            throw KeyError(.unreadable)
        }
    }

    /// Lives as long as the process, on the event loops that AsyncHTTPClient shares.
    private static let keyClient = HTTPClient(
        eventLoopGroupProvider: .singleton,
        configuration: HTTPClient.Configuration(redirectConfiguration: .disallow, timeout: .init(connect: .seconds(5), read: .seconds(5))))
}
