import Formats
import LogReading
import Model
import Testing

@Suite struct `Lines that two pieces of a log hold` {
    private func line(_ index: Int) -> String {
        let (minute, second) = (index / 60 % 60, index % 60)
        return
            "Mar 12 0\(index / 3_600):\(minute < 10 ? "0" : "")\(minute):\(second < 10 ? "0" : "")\(second) www4 cron[7]: line \(index)\n"
    }

    private func lines(_ range: Range<Int>) -> String { range.map(line).joined() }

    @Test(arguments: [10, 30_000]) func `are told once where the log was copied and not truncated`(_ count: Int) async {
        var material = LogMaterial()
        material.add("/var/log/syslog.1", lines(0..<count))
        material.add("/var/log/syslog", lines(0..<count + 5))
        let read = await material.read()
        #expect(read.map(\.seen.count) == [count, 5])
        #expect(read[1].seen.first?.line == count + 1)
        #expect(read[1].seen.first?.offset == Int64(lines(0..<count).utf8.count))
        let sign = read[1].report.signs.first { $0.kind == .doubled }
        #expect(sign?.count == count)
        #expect(sign?.detail.contains("/var/log/syslog.1") == true)
        #expect(read[1].report.account.bytes == Int64(lines(0..<count + 5).utf8.count))
        #expect(read[1].report.account.doubled == Int64(lines(0..<count).utf8.count))
    }

    @Test func `are told once where a copy was made in between`() async {
        var material = LogMaterial()
        material.add("/var/log/syslog.1", lines(0..<900))
        material.add("/var/log/syslog", lines(700..<1_000))
        let read = await material.read()
        #expect(read.map(\.seen.count) == [900, 100])
        #expect(read[1].seen.first?.text == String(line(900).dropLast()))
    }

    @Test func `are told once where one piece lies there under two names`() async {
        var material = LogMaterial()
        material.add("/var/log/syslog.0", lines(0..<50))
        material.add("/var/log/syslog.old", lines(0..<50))
        material.add("/var/log/syslog", lines(50..<60))
        let read = await material.read()
        #expect(read.map(\.seen.count).sorted() == [0, 10, 50])
        #expect(read.map(\.report.account.doubled).filter { $0 > 0 }.count == 1)
    }

    @Test func `are told once where the copy broke off within a line, and the whole line is told`() async {
        var material = LogMaterial()
        material.add("/var/log/syslog.1", String(lines(0..<50).dropLast(9)))
        material.add("/var/log/syslog", lines(0..<60))
        let read = await material.read()
        #expect(read[0].seen.count == 50)
        #expect(read[1].seen.first?.text == String(line(49).dropLast()))
        #expect(read[1].seen.count == 11)
    }

    @Test func `are kept where they were written twice`() async {
        // The same words within one second on both sides of the rotation.
        let burst = "Mar 12 00:10:00 www4 sshd[9]: error: kex_exchange_identification: Connection closed by remote host\n"
        var material = LogMaterial()
        material.add("/var/log/auth.log.1", lines(0..<600) + burst + burst + burst)
        material.add("/var/log/auth.log", burst + burst + lines(601..<700))
        let read = await material.read()
        #expect(read.map(\.seen.count) == [603, 101])
        #expect(read[1].report.account.doubled == 0)
    }

    @Test func `are kept where what follows differs`() async {
        var material = LogMaterial()
        material.add("/var/log/syslog.1", lines(0..<100))
        material.add("/var/log/syslog", lines(40..<60) + line(61) + lines(70..<80))
        let read = await material.read()
        #expect(read[1].seen.count == 31)
    }

    @Test func `are kept where logs without times begin with the same head`() async {
        let head = "MySQL started with:\nTcp port: 3306\nTime Id Command\n"
        var material = LogMaterial()
        material.add("/var/log/x/slow.txt.1", head + "a long story\nwithout any time\n")
        material.add("/var/log/x/slow.txt", head)
        let read = await material.read()
        #expect(read[1].report.account.doubled == 0)
    }
}
