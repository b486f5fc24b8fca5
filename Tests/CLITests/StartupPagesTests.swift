import Foundation
import Testing

@testable import souk

@Suite("Pages that only starting needed")
struct StartupPagesTests {
    @Test("are those of files that cannot be written and were not changed")
    func clean() {
        let smaps = """
            55d0c0000000-55d0c0010000 r--p 00000000 fe:01 1234                       /usr/bin/souk
            Rss:                  64 kB
            Anonymous:             0 kB
            55d0c0010000-55d0c0020000 r-xp 00010000 fe:01 1234                       /usr/bin/souk
            Anonymous:             0 kB
            55d0c0020000-55d0c0030000 r--p 00020000 fe:01 1234                       /usr/bin/souk
            Anonymous:             8 kB
            55d0c0030000-55d0c0040000 rw-p 00030000 fe:01 1234                       /usr/bin/souk
            Anonymous:             0 kB
            7f0000000000-7f0000010000 r--p 00000000 00:00 0
            Anonymous:             0 kB
            7f0000010000-7f0000020000 r-xp 00000000 00:00 0                          [vdso]
            Anonymous:             0 kB
            VmFlags: rd ex mr mw me de
            """
        #expect(
            StartupPages.cleanFileMappings(in: smaps) == [0x55d0_c000_0000..<0x55d0_c001_0000, 0x55d0_c001_0000..<0x55d0_c002_0000])
        #expect(StartupPages.cleanFileMappings(in: "").isEmpty && StartupPages.cleanFileMappings(in: "nonsense\n\n: :\nAnonymous:").isEmpty)
    }

    @Test("may go at any time: the program runs on")
    func running() throws {
        StartupPages.giveBack()
        let words = (0..<1000).map { "word\($0)" }.sorted()
        let text = String(decoding: try JSONEncoder().encode(words), as: UTF8.self)
        #expect(text.contains("word999"))
        StartupPages.giveBack()
    }
}
