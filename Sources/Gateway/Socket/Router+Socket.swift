import Access
import Execution
import Foundation
import GraphQLLanguage
import NIOCore
import NIOHTTP1

extension Router {
    /// Goes on over a WebSocket, unless the offer or the token in its head is none.
    func openSocket(_ exchange: Exchange, _ offer: SocketOffer, tenantName: String?) {
        let accept: String
        do throws(Refusal) {
            accept = try admit(offer, exchange.facts)
        } catch {
            var answer = HTTPAnswer(error)
            if error == .socketVersion { answer.headers.append(("upgrade", "websocket")) }
            return exchange.answer(answer)
        }
        let credential = credential(of: exchange.facts, tenantName: tenantName)
        guard credential.authorization != nil else { return open(exchange, accept, credential) }
        authenticated(exchange, tenantName: tenantName, format: .json) { [self] _ in open(exchange, accept, credential) }
    }

    private func admit(_ offer: SocketOffer, _ facts: RequestFacts) throws(Refusal) -> String {
        guard offer.version == SocketOffer.version else { throw .socketVersion }
        guard let acceptance = offer.acceptance else { throw .badRequest("Sec-WebSocket-Key is 16 bytes in base64, once.") }
        guard offer.protocols.contains(SocketOffer.graphQL) else {
            throw .badRequest("A WebSocket speaks \(SocketOffer.graphQL) here; name it in Sec-WebSocket-Protocol.")
        }
        guard configuration.csrf.admitsSocket(facts, cors: configuration.cors) else { throw .foreignPage }
        return acceptance
    }

    private func open(_ exchange: Exchange, _ acceptance: String, _ credential: Credential) {
        var answer = HTTPAnswer(.switchingProtocols, contentType: "", body: ByteBuffer(), outcome: HTTPAnswer.batch)
        // As RFC 6455 spells them: some clients look for these very letters.
        answer.headers = [
            ("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Accept", acceptance),
            ("Sec-WebSocket-Protocol", SocketOffer.graphQL),
        ]
        exchange.answer(answer, becoming: SocketHandler(router: self, credential: credential, address: clientAddress(exchange)))
    }
}

extension CSRFPolicy {
    /// No browser asks before it opens a WebSocket to another site: whose pages may is said by the origin.
    fileprivate func admitsSocket(_ facts: RequestFacts, cors: CORSPolicy) -> Bool {
        guard self != .off, let origin = facts.headers.origin else { return true }
        if cors.allows(origin) || facts.headers.secFetchSite == "same-origin" { return true }
        guard let scheme = origin.range(of: "://"), let host = facts.host else { return false }
        return origin[scheme.upperBound...].lowercased() == host.lowercased()
    }
}

extension Refusal {
    fileprivate static let foreignPage = Refusal(
        .forbidden, .forbidden, "A page of another origin may not open a WebSocket here. Its origin has to be allowed: --cors-origins.")
    fileprivate static let socketVersion = Refusal(
        .upgradeRequired, .validation, "A WebSocket has version 13 here.", header: Header(name: "sec-websocket-version", value: "13"))
}
