import Formats
import LogReading
import Model
import Testing

@Suite struct `The columns of a W3C log` {
    private let usual = "#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query sc-status s-ip\n"
    private let other = "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query sc-status c-ip\n"

    private func line(_ second: Int, _ first: String, _ last: String) -> String {
        "2011-03-12 00:\(second / 60 % 60 < 10 ? "0" : "")\(second / 60 % 60):\(second % 60 < 10 ? "0" : "")\(second % 60) \(first) GET /a.php - 200 \(last)\n"
    }

    @Test func `are those that the log names, also where it names others further on`() async throws {
        var text = "#Version: 1.0\n" + usual
        for second in 0..<9_000 { text += line(second % 3_600, "192.0.2.1", "198.51.100.1") }
        text += other
        for second in 0..<9_000 { text += line(second % 3_600, "198.51.100.1", "192.0.2.1") }
        var material = LogMaterial()
        material.add("/var/log/iis/u_ex.log", text)
        #expect(text.utf8.count > 1 << 20)
        let seen = try #require(await material.read().first).seen.filter { $0.kind == .httpRequest }
        #expect(seen.count == 18_000)
        #expect(seen.allSatisfy { $0.address == "192.0.2.1" })
    }

    @Test func `are a sibling's where rotation left the head in another piece`() async throws {
        var material = LogMaterial()
        material.add("/var/log/iis/u_ex.log.2", default200("192.0.2.5"))
        material.add("/var/log/iis/u_ex.log.1", swapped + default200("192.0.2.1"))
        material.add("/var/log/iis/u_ex.log", default200("192.0.2.3"))
        let read = await material.read()
        #expect(
            read.map { $0.seen.filter { $0.kind == .httpRequest }.map(\.address) } == [
                ["198.51.100.1"], ["198.51.100.1"], ["198.51.100.1"],
            ])
    }

    @Test func `are not guessed where no line names them: the lines are counted and left raw`() async throws {
        var material = LogMaterial()
        material.add("/var/log/iis/u_ex.log", default200("192.0.2.1") + default200("192.0.2.2"))
        let read = try #require(await material.read().first)
        #expect(read.seen.map(\.kind) == [.raw, .raw])
        #expect(read.seen.allSatisfy { $0.time != nil })
        #expect(read.report.signs.first { $0.kind == .headless }?.count == 2)
        #expect(read.report.account.raw == 2)
    }

    /// A line that has the form of the default columns, but whose first address is the client's.
    private func default200(_ client: String) -> String {
        "2011-03-12 00:30:01 198.51.100.1 GET /a.php - 80 - \(client) curl - 200 0 0 15\n"
    }

    private let swapped =
        "#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query s-port cs-username s-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken\n"
}
