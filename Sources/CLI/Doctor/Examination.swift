import GraphModel

/// What the doctor makes of a catalog and a clock.
struct Examination {
    let options: GraphOptions

    /// The oldest server that the gateway is made for.
    private static let oldestVersion = 150_000
    /// Tokens expire by our clock, rows are dated by the server's: further apart than this, people notice.
    private static let tolerableOffset = Duration.seconds(2)

    /// Everything that was looked at, good things included; and the graph, if the catalog makes one.
    func findings(in snapshot: CatalogSnapshot, clockOffset: Duration) -> (findings: [Finding], graph: Graph?) {
        let (findings, graph) = graph(snapshot)
        return ([server(snapshot), clock(clockOffset), role(snapshot)] + findings, graph)
    }

    private func server(_ snapshot: CatalogSnapshot) -> Finding {
        let version = "PostgreSQL \(snapshot.serverVersion / 10_000).\(snapshot.serverVersion % 10_000)"
        guard snapshot.serverVersion >= Self.oldestVersion else {
            return Finding(
                .wrong, "SERVER", on: version, "It has no security_invoker views.", remedy: "Upgrade: 15 is the oldest that serves.")
        }
        return Finding(.good, "SERVER", on: version, "Serves.")
    }

    private func clock(_ offset: Duration) -> Finding {
        let distance = offset < .zero ? .zero - offset : offset
        guard distance <= Self.tolerableOffset else {
            return Finding(
                .wrong, "CLOCK", on: "server", "Its clock is \(distance.text) off ours; tokens expire by ours.",
                remedy: "Keep both by NTP.")
        }
        return Finding(.good, "CLOCK", on: "server", "Within \(max(distance.milliseconds, 1)) ms of ours.")
    }

    private func role(_ snapshot: CatalogSnapshot) -> Finding {
        let role = snapshot.loginRole
        guard role.isSuperuser || role.bypassesRowSecurity else {
            return Finding(.good, "ROLE", on: "role \(role.name)", "It bypasses nothing.")
        }
        return Finding(
            options.tenancy == .column ? .wrong : .advice, "ROLE", on: "role \(role.name)", "It bypasses row security.",
            remedy: "Connect as the role that serves, souk_gateway.")
    }

    private func graph(_ snapshot: CatalogSnapshot) -> ([Finding], Graph?) {
        do throws(GraphBuildError) {
            let graph = try GraphBuilder.build(snapshot, options)
            let summary = Finding(.good, "GRAPH", on: "graph", "\(graph.tables.count) tables, fingerprint \(graph.fingerprint).")
            return ([summary] + graph.warnings.map(finding), graph)
        } catch {
            let summary = Finding(
                .wrong, "GRAPH", on: "graph", "The catalog makes no sound graph.", remedy: "Mend what the next findings name.")
            return ([summary] + error.problems.map(finding), nil)
        }
    }

    private func finding(_ problem: GraphProblem) -> Finding {
        Finding(
            problem.severity == .error ? .wrong : .advice, problem.code.rawValue, on: problem.object, problem.message,
            remedy: problem.remedy)
    }
}
