/// Where people may be sent back to: addresses registered for the app, character by character. Of an address on the person's own machine
/// the port may be any, since a program there listens at one that is free when it asks (RFC 8252, section 7.3).
enum RedirectAddress {
    static func isRegistered(_ address: String, among registered: [String]) -> Bool {
        let asked = withoutLoopbackPort(address)
        return registered.contains { withoutLoopbackPort($0) == asked }
    }

    // loopback = "http://" ( "127.0.0.1" / "[::1]" ) [ ":" port ] [ "/" … ]
    private static func withoutLoopbackPort(_ address: String) -> String {
        for host in ["http://127.0.0.1:", "http://[::1]:"] where address.hasPrefix(host) {
            let rest = address.dropFirst(host.count)
            let digits = rest.prefix { $0 != "/" }
            guard digits.first != "0", digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), UInt16(digits) != nil else { return address }
            return String(host.dropLast() + rest[digits.endIndex...])
        }
        return address
    }
}
