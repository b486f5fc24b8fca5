import Testing

@testable import Execution

@Suite("What came lately")
struct SightingsTests {
    @Test("is known when it comes again, whatever its hash")
    func again() {
        var sightings = Sightings(of: 7)
        for hash in [3, -3, .max, .min, 1 << 40] {
            let told = [sightings.note(hash), sightings.note(hash)]
            #expect(told == [false, true])
        }
    }

    @Test("is forgotten for what falls into its place, and for nothing else")
    func forgetting() {
        var sightings = Sightings(of: 10)
        // 11 falls where 1 is.
        let told = [1, 2, 11, 1, 2].map { sightings.note($0) }
        #expect(told == [false, false, false, false, true])
    }

    @Test("has a place even where none is asked for")
    func none() {
        var sightings = Sightings(of: 0)
        let told = [sightings.note(5), sightings.note(5)]
        #expect(told == [false, true])
    }
}
