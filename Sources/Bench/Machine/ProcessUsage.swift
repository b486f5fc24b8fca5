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

    /// Megabytes of a process: now resident, and at the most so far.
    static func memory(of process: Int32) -> (resident: Double, peak: Double)? {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8) else { return nil }
        guard let resident = kilobytes("VmRSS:", inStatus: status), let peak = kilobytes("VmHWM:", inStatus: status) else { return nil }
        return (resident / 1024, peak / 1024)
    }

    /// User and system ticks in the text of /proc/…/stat. The process's name, in parentheses, may hold anything.
    static func ticks(inStat text: String) -> Int? {
        guard let end = text.lastIndex(of: ")") else { return nil }
        // The state is the first field after the name, and utime and stime are the 12th and 13th.
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 12, let user = Int(fields[11]), let system = Int(fields[12]) else { return nil }
        return user + system
    }

    static func kilobytes(_ label: String, inStatus text: String) -> Double? {
        guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix(label) }) else { return nil }
        return line.dropFirst(label.count).split(whereSeparator: \.isWhitespace).first.flatMap { Double($0) }
    }
}
