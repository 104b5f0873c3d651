import Formats
import Hosts
import LogReading
import Model
import Testing

@Suite struct `Pieces of a log` {
    @Test func `are put in the order in which they were written`() {
        let names: [RawText] = [
            "/var/log/auth.log", "/var/log/auth.log.10.gz", "/var/log/auth.log.2.gz", "/var/log/auth.log.1", "/var/log/messages-20110313",
            "/var/log/messages", "/var/log/messages-20110306.xz", "/var/log/nginx/access.log", "/var/log/nginx/access-20110301.log",
        ]
        let sorted = names.map { name in
            LogSource(path: name, size: 0, modified: nil) { .failure(.absent) }
        }.shuffled().inRotationOrder.map(\.path)
        #expect(
            sorted == [
                "/var/log/auth.log.10.gz", "/var/log/auth.log.2.gz", "/var/log/auth.log.1", "/var/log/auth.log",
                "/var/log/messages-20110306.xz", "/var/log/messages-20110313", "/var/log/messages",
                "/var/log/nginx/access-20110301.log", "/var/log/nginx/access.log",
            ])
    }

    @Test(arguments: [
        ("/var/log/auth.log.3.gz", "/var/log/auth.log"), ("/var/log/syslog.old", "/var/log/syslog"),
        ("/var/log/secure-20240101", "/var/log/secure"), ("/var/log/x/y-2024-01-01.log.zst", "/var/log/x/y.log"),
        ("/var/log/secure-20240101-1704067200.bz2", "/var/log/secure"), ("/var/log/mysql57.log", "/var/log/mysql57.log"),
        ("/var/log/a.0", "/var/log/a"), ("/var/log/10.0.0.1.log", "/var/log/10.0.0.1.log"),
    ]) func `belong to the log that is written to`(_ path: String, _ family: String) {
        #expect(RotatedName(RawText(path)).family == RawText(family))
    }
}
