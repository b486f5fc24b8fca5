import Access
import Execution
import NIOCore
import NIOHTTP1

extension Router {
    /// The SDL that this token sees, unless it may run nothing but what is registered.
    func answerSchema(_ exchange: Exchange, tenantName: String?) {
        authenticated(exchange, tenantName: tenantName, format: .json) { [self] principal in
            guard !documents.runsOnlyTrusted(principal.role) else { return exchange.answer(HTTPAnswer(.notTrusted)) }
            switch service.schemaText(for: principal, from: address(of: principal, exchange)) {
            case .notReady: exchange.answer(HTTPAnswer(.notReady))
            case .limited(let response): exchange.answer(answer(response, format: .json))
            case .text(let text):
                var answer = HTTPAnswer(.ok, contentType: "text/plain; charset=utf-8", body: text)
                // What it says depends on who asks.
                answer.headers.append(("vary", "authorization"))
                exchange.answer(answer)
            }
        }
    }

    /// 503 until all is well; with details, one line more per thing that is checked.
    func readiness(isDetailed: Bool) -> HTTPAnswer {
        let readiness = service.readiness()
        let lines = [readiness.isReady ? "ready" : "not ready"] + (isDetailed ? readiness.details : [])
        return .text(lines.joined(separator: "\n") + "\n", status: readiness.isReady ? .ok : .serviceUnavailable)
    }

    func metricsText() -> HTTPAnswer {
        var text = PrometheusText()
        metrics.write(to: &text)
        for source in metricSources { source.write(to: &text) }
        return .text(text.text, contentType: PrometheusText.contentType)
    }
}
