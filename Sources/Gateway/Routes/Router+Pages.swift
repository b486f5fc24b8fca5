import Explorer
import NIOCore
import NIOHTTP1

extension Router {
    /// What a browser shows at `/`.
    var page: HTTPAnswer {
        guard configuration.servesExplorer else { return .text(IndexPage.html, contentType: "text/html; charset=utf-8") }
        var answer = HTTPAnswer(ExplorerFile.page)
        answer.headers = Self.pageHeaders
        return answer
    }

    /// What the explorer loads.
    func explorerFile(_ name: String) -> HTTPAnswer {
        guard configuration.servesExplorer, let file = ExplorerFile.named(name[...]) else { return HTTPAnswer(.notFound) }
        return HTTPAnswer(file)
    }

    /// Whether somebody who opened `/graphql` in a browser wants to see something, and asks nothing.
    func isVisit(_ facts: RequestFacts) -> Bool {
        guard facts.method == .GET || facts.method == .HEAD, facts.query == nil, configuration.servesExplorer else { return false }
        guard let accept = facts.headers.accept else { return false }
        let html = AcceptHeader(accept).quality(of: "text", "html")
        return html.isExact && html.weight > 0
    }

    /// Sends a visit to the page from which the same is asked.
    func leadsToExplorer(of tenantName: String?) -> HTTPAnswer {
        let path = tenantName.map { "/t/\($0)/" } ?? "/"
        var answer = HTTPAnswer.text("The explorer is at \(path) here.\n", status: .seeOther)
        answer.headers = [("location", path), ("vary", "accept")]
        return answer
    }

    /// The page runs its own scripts and no other, speaks to this gateway alone, makes no markup of texts, stands in nobody's frame, and
    /// whoever opened it has no hold on its window.
    private static let pageHeaders = [
        (
            name: "content-security-policy",
            value: "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; "
                + "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
        ),
        (name: "cross-origin-opener-policy", value: "same-origin"), (name: "x-frame-options", value: "DENY"),
        (name: "referrer-policy", value: "no-referrer"),
    ]
}

extension HTTPAnswer {
    fileprivate init(_ file: ExplorerFile) {
        self.init(.ok, contentType: file.contentType, body: ByteBuffer(bytes: file.bytes))
    }
}
