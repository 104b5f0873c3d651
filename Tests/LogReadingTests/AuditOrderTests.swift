import Formats
import LogReading
import Model
import Testing

@Suite struct `Records of one audit event` {
    private func record(_ type: String, _ serial: Int, _ rest: String, second: Int = 0) -> String {
        "type=\(type) msg=audit(13000000\(second < 10 ? "0" : "")\(second).123:\(serial)): \(rest)\n"
    }

    private func call(_ serial: Int, _ program: String, second: Int = 0) -> [String] {
        [
            record(
                "SYSCALL", serial,
                "arch=c000003e syscall=59 success=yes exit=0 pid=\(serial) auid=1001 uid=33 comm=\"\(program)\" exe=\"/bin/\(program)\"",
                second: second),
            record("EXECVE", serial, "argc=1 a0=\"\(program)\"", second: second), record("CWD", serial, "cwd=\"/var/www\"", second: second),
            record("PROCTITLE", serial, "proctitle=\"\(program)\"", second: second),
        ]
    }

    @Test func `are joined where those of another stand between them, and keep their places`() async throws {
        let (one, two) = (call(101, "sh"), call(102, "id"))
        let lines = [one[0], two[0], one[1], two[1], two[2], one[2], one[3], two[3]]
        var material = LogMaterial()
        material.add("/var/log/audit/audit.log", lines.joined() + record("USER_LOGIN", 103, "pid=9 uid=0 res=success"))
        let read = await material.read()
        let seen = try #require(read.first).seen
        #expect(seen.map(\.line) == [1, 2, 9])
        #expect(seen.map(\.kind) == [.command, .command, .loginSuccess])
        #expect(seen.map(\.offset) == [0, Int64(lines[0].utf8.count), Int64(lines.joined().utf8.count)])
        #expect(read.first?.report.account.bytes == Int64(material.pieces[0].bytes.count))
    }

    @Test func `are joined across the pieces that a log is read in`() async throws {
        var text = ""
        for serial in stride(from: 0, to: 8_000, by: 2) {
            let (one, two) = (call(10_000 + serial, "sh", second: serial / 100), call(10_001 + serial, "id", second: serial / 100))
            for index in 0..<4 { text += one[index] + two[index] }
        }
        var material = LogMaterial()
        material.add("/var/log/audit/audit.log", text)
        // Several pieces of half a mebibyte.
        #expect(text.utf8.count > 2 << 20)
        let seen = try #require(await material.read().first).seen
        #expect(seen.count == 8_000)
        #expect(seen.allSatisfy { $0.kind == .command })
    }

    @Test func `are two events where more than two seconds lie between`() throws {
        let one = call(101, "sh")
        let late = record("LOGIN", 500, "pid=1", second: 9)
        let text = Array((one[0] + late + one[1]).utf8)
        let isJoined = AuditOrder(text.span) != nil
        #expect(!isJoined)
    }

    @Test func `are few enough to be waited for, whatever a log holds`() {
        var text: [UInt8] = []
        for round in 0..<2 { for serial in 0..<500 { text += Array(record(round == 0 ? "SYSCALL" : "EXECVE", serial, "pid=1").utf8) } }
        // 64 events are waited for: the records of all the others come too late.
        let isJoined = AuditOrder(text.span) != nil
        #expect(!isJoined)
    }
}
