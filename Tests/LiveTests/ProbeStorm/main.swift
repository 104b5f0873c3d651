import Collectors
import Formats
import Hosts
import Model
import Sys

/// Repeats the comparison of views (processes, sockets) and counts what it takes for hidden; on an honest machine that must
/// be nothing, whatever begins and ends meanwhile. Usage: probe-storm REPETITIONS [LARGEST-PID [SECONDS]]; it ends when either
/// is reached. The last line counts.
struct Storm {
    var repetitions = 100
    var limit: Int32 = 4_194_304
    var seconds: Int64 = 86_400
    var phantoms = 0

    mutating func run(_ arguments: [String]) -> Int32 {
        if arguments.count > 1 { repetitions = Int(arguments[1]) ?? repetitions }
        if arguments.count > 2 { limit = Int32(arguments[2]) ?? limit }
        if arguments.count > 3 { seconds = Int64(arguments[3]) ?? seconds }
        guard let host = try? RootedHost("/"), let kernel = host.kernel else { return 2 }
        let start = Machine.now()
        var made = 0
        for turn in 0..<repetitions where Machine.now().seconds - start.seconds < seconds {
            made += 1
            for found in HiddenProcesses.find(on: host, upTo: limit) { tell("process \(found.pid), seen by \(found.seen), turn \(turn)") }
            for family in NetTableFormat.Family.allCases {
                guard case .success(let found) = SocketProbe.contradictions(family, host, kernel) else { continue }
                for one in found { tell("socket \(one.kind) \(family) inode \(one.socket.inode), turn \(turn)") }
            }
            // All ports are asked for in a quarter of a second; every hundredth turn is enough.
            if turn % 100 == 0 { for one in SocketProbe.ports(host, kernel) { tell("port \(one.socket.localPort), turn \(turn)") } }
        }
        let now = Machine.now()
        let milliseconds = (now.seconds - start.seconds) * 1000 + (Int64(now.nanoseconds) - Int64(start.nanoseconds)) / 1_000_000
        write(
            "\(made) repetitions in \(milliseconds) ms, processor \(Machine.processorMicroseconds / 1000) ms: \(phantoms) phantoms\n"
        )
        return phantoms == 0 ? 0 : 1
    }

    private mutating func tell(_ text: String) {
        phantoms += 1
        write("phantom: " + text + "\n")
    }

    private func write(_ text: String) { try? Output.write(Array(text.utf8), to: 1) }
}

var storm = Storm()
Output.exit(storm.run(Swift.CommandLine.arguments))
