import Testing

@testable import Planning

@Suite("Global ids")
struct GlobalIDTests {
    @Test(
        "are read as they were written, whatever is in a key",
        arguments: [
            ["1"], ["1", "2"], [""], ["", ""], ["a:b"], ["\\"], ["a\\", "b"], [":", ":"], ["x:y", "z\\"], ["\\:", "\\\\:"], ["ünï", "猫"],
        ])
    func roundTrip(key: [String]) {
        for typeName in ["A", "Merchant"] {
            let id = GlobalID(typeName: typeName, key: key)
            #expect(GlobalID(id.text) == id, "\(id.text)")
        }
    }

    @Test("are none without a type, without a key, in no Base64 and in no UTF-8", arguments: ["", "QQ", "OjE", "!", "QTr_", "QTo9PQ=="])
    func none(text: String) {
        #expect(GlobalID(text) == nil)
    }
}
