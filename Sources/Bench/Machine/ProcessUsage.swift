import Foundation
import Glibc

/// What processes have used, from /proc.
enum ProcessUsage {
    /// Seconds of CPU, in user space and in the kernel, that these processes have had so far. One that has ended counts nothing.
    static func cpuSeconds(of processes: [Int32]) -> Double {
        let ticks = processes.reduce(0) { sum, id in
            sum + ((try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)).flatMap(ticks(inStat:)) ?? 0)
        }
        return Double(ticks) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// Seconds of CPU that the children of a process had which have ended, and theirs.
    static func endedChildrenSeconds(of process: Int32) -> Double {
        let fields = fields(inStatOf: process)
        guard fields.count > 14, let user = Int(fields[13]), let system = Int(fields[14]) else { return 0 }
        return Double(user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// The process that started this one; nil when it is not there.
    static func parent(of process: Int32) -> Int32? {
        let fields = fields(inStatOf: process)
        return fields.count > 1 ? Int32(fields[1]) : nil
    }

    /// Megabytes of a process: now resident, and at the most so far.
    static func memory(of process: Int32) -> (resident: Double, peak: Double)? {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8) else { return nil }
        guard let resident = kilobytes("VmRSS:", inStatus: status), let peak = kilobytes("VmHWM:", inStatus: status) else { return nil }
        return (resident / 1024, peak / 1024)
    }

    /// From now on the process's peak is counted from what it has resident now; false where the system does not let us.
    static func forgetPeak(of process: Int32) -> Bool {
        (try? "5".write(toFile: "/proc/\(process)/clear_refs", atomically: false, encoding: .utf8)) != nil
    }

    private static func fields(inStatOf process: Int32) -> [String] {
        (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)).map(fields) ?? []
    }

    /// What stands behind the process's name, which is in parentheses and may hold anything: first the state.
    private static func fields(ofStat text: String) -> [String] {
        guard let end = text.lastIndex(of: ")") else { return [] }
        return text[text.index(after: end)...].split(separator: " ").map(String.init)
    }

    /// User and system ticks in the text of /proc/…/stat.
    static func ticks(inStat text: String) -> Int? {
        // utime and stime are the 12th and 13th field behind the name.
        let fields = fields(ofStat: text)
        guard fields.count > 12, let user = Int(fields[11]), let system = Int(fields[12]) else { return nil }
        return user + system
    }

    static func kilobytes(_ label: String, inStatus text: String) -> Double? {
        guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix(label) }) else { return nil }
        return line.dropFirst(label.count).split(whereSeparator: \.isWhitespace).first.flatMap { Double($0) }
    }
}
