import GraphModel

/// What the doctor makes of a catalog and a clock.
struct Examination {
    let options: GraphOptions

    /// The oldest server that the gateway is made for.
    private static let oldestVersion = 150_000
    /// Tokens expire by our clock, rows are dated by the server's: further apart than this, people notice.
    private static let tolerableOffset = Duration.seconds(2)

    /// Everything that was looked at, good things included.
    func findings(in snapshot: CatalogSnapshot, clockOffset: Duration) -> [Finding] {
        [server(snapshot), clock(clockOffset), role(snapshot)] + graph(snapshot)
    }

    private func server(_ snapshot: CatalogSnapshot) -> Finding {
        let version = "PostgreSQL \(snapshot.serverVersion / 10_000).\(snapshot.serverVersion % 10_000)"
        guard snapshot.serverVersion >= Self.oldestVersion else {
            return Finding(.wrong, "server", "\(version) has no security_invoker views; 15 is the oldest that serves.")
        }
        return Finding(.good, "server", version)
    }

    private func clock(_ offset: Duration) -> Finding {
        let distance = offset < .zero ? .zero - offset : offset
        guard distance <= Self.tolerableOffset else {
            return Finding(.wrong, "clock", "The server's clock is \(distance.text) off ours; tokens expire by ours.")
        }
        return Finding(.good, "clock", "Within \(max(distance.milliseconds, 1)) ms of the server's.")
    }

    private func role(_ snapshot: CatalogSnapshot) -> Finding {
        let role = snapshot.loginRole
        guard role.isSuperuser || role.bypassesRowSecurity else { return Finding(.good, "role", "\(role.name) bypasses nothing.") }
        return Finding(options.tenancy == .column ? .wrong : .advice, "role", "\(role.name) bypasses row security.")
    }

    private func graph(_ snapshot: CatalogSnapshot) -> [Finding] {
        do throws(GraphBuildError) {
            let graph = try GraphBuilder.build(snapshot, options)
            let summary = Finding(.good, "graph", "\(graph.tables.count) tables, fingerprint \(graph.fingerprint).")
            return [summary] + graph.warnings.map(finding)
        } catch {
            return [Finding(.wrong, "graph", "The catalog makes no sound graph.")] + error.problems.map(finding)
        }
    }

    private func finding(_ problem: GraphProblem) -> Finding {
        let text = "\(problem.object): \(problem.message) \(problem.remedy)"
        return Finding(problem.severity == .error ? .wrong : .advice, problem.code.rawValue, text)
    }
}
