import ArgumentParser
import Gateway
import Testing

@testable import souk

@Suite("Where souk serve listens")
struct ListeningTests {
    @Test("Figures have the port that is given for them, on this machine unless it is said otherwise; without one they have none")
    func metrics() throws {
        #expect(try ListeningOptions.parse([]).configuration().metrics == nil)
        let own = GatewayConfiguration.MetricsAddress(host: "127.0.0.1", port: 9464)
        #expect(try ListeningOptions.parse(["--metrics-port", "9464"]).configuration().metrics == own)
        let wide = try ListeningOptions.parse(["--metrics-port", "9464", "--metrics-host", "10.0.0.1"]).configuration()
        #expect(wide.metrics == GatewayConfiguration.MetricsAddress(host: "10.0.0.1", port: 9464))
        #expect(throws: CommandError.self) { try ListeningOptions.parse(["--metrics-host", "10.0.0.1"]).configuration() }
    }
}
