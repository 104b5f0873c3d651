import Formats
import Model
import Testing

@Suite struct `A shell line` {
    private func split(_ text: String) -> [ShellCommand] { ShellWords.split(Array(text.utf8).span) }
    private func words(_ text: String) -> [[String]] { split(text).map { $0.words.map(\.text.description) } }

    private static let lines: [(String, [[String]])] = [
        ("ls -l /", [["ls", "-l", "/"]]),
        ("a 'b c' \"d $e\" f\\ g", [["a", "b c", "d $e", "f g"]]),
        ("a; b && c || d & e | f", [["a"], ["b"], ["c"], ["d"], ["e"], ["f"]]),
        ("if [ -x /p ]; then /p -a; fi", [["[", "-x", "/p", "]"], ["/p", "-a"]]),
        ("case $1 in a|b) x ;; *) y; esac; z", [["case", "$1", "in"], ["x"], ["y"], ["z"]]),
        ("f() { g; }\nf", [["g"], ["f"]]),
        ("function f { g; }", [["g"]]),
        ("a # b\nc#d", [["a"], ["c#d"]]),
        ("a \\\n b", [["a", "b"]]),
        ("[[ a < b && c ]] && d", [["[[", "a", "b", "c", "]]"], ["d"]]),
        ("((i++)) ; a $((1+(2))) b", [["a", "$((1+(2)))", "b"]]),
        ("x=(a b) y", [["y"]]),
        ("$'\\x73\\150' -c", [["sh", "-c"]]),
        ("", []),
        ("'open", [["open"]]),
        (")a", [["a"]]),
    ]

    @Test(arguments: lines)
    func `is split into simple commands without quotes`(line: String, expected: [[String]]) {
        #expect(words(line) == expected)
    }

    @Test func `keeps assignments and redirections apart from words`() throws {
        let command = try #require(split("A=1 B='x y' cmd -a 2>&1 >/dev/null <in >>out &").first)
        #expect(command.assignments.map(\.name) == ["A", "B"])
        #expect(command.assignments.map(\.value.text) == ["1", "x y"])
        #expect(command.words.map(\.text) == ["cmd", "-a"])
        #expect(command.redirections.map(\.operation) == [.duplicateOutput, .output, .input, .append])
        #expect(command.redirections.map(\.descriptor) == [2, nil, nil, nil])
        #expect(command.ending == .background)
    }

    @Test func `gives the commands of a substitution under their word`() throws {
        let command = try #require(split("echo \"$(curl http://h | sh)\" `id`").first)
        #expect(command.words[1].substitutions.map { $0.words.map(\.text) } == [["curl", "http://h"], ["sh"]])
        #expect(command.words[2].substitutions.map { $0.words.map(\.text) } == [["id"]])
        #expect(command.words[1].isQuoted && !command.words[2].isQuoted)
    }

    @Test func `takes a here-document as text`() throws {
        let commands = split("cat <<-'E' > f; b\n\trm -rf /\n\tE\nc\n")
        #expect(commands.map { $0.words.map(\.text) } == [["cat"], ["b"], ["c"]])
        #expect(commands[0].redirections[0].target.text == "\trm -rf /\n")
        #expect(commands[2].line == 4)
    }

    @Test func `pipes a whole group into what follows it`() {
        #expect(split("(a; b) | c").map(\.ending) == [.semicolon, .pipe, .end])
        #expect(split("while read x; do a; done < f | c").map(\.ending).contains(.pipe))
    }

    @Test(arguments: ["$(", "`", "(", "{", "\"", "<<A ", "${", "[[ ", "a=("])
    func `is read in one pass however deep it claims to nest`(piece: String) {
        let text = String(repeating: piece, count: 200_000)
        #expect(split(text).count <= 200_001)
    }
}

@Suite struct `The targets of a command line` {
    private func paths(_ line: String, home: RawText? = "/root") -> [String] {
        CommandLine.targets(of: RawText(line), home: home).flatMap { target in
            target.candidates.map { "\(target.role.rawValue) \($0.path)\($0.isJoined ? " joined" : "")" }
        }.filter { !$0.contains("/sbin/") && !$0.contains("/local/") && !$0.contains("/usr/bin/") }
    }

    private static let lines: [(String, [String])] = [
        ("/opt/x -a >/dev/null 2>&1", ["program /opt/x"]),
        ("sh . ../update", ["interpreter /bin/sh", "script /root/. ../update joined"]),
        (". ../update", ["script /update", "script /root/. ../update joined"]),
        ("sh '. ../update'", ["interpreter /bin/sh", "script /root/. ../update"]),
        ("/var/tmp/. ../x", ["program /var/tmp/. ../x joined"]),
        ("cd /var/www && ./job.sh", ["program /var/www/job.sh"]),
        ("bash -c 'python3 ~/a.py'", ["interpreter /bin/bash", "interpreter /bin/python3", "script /root/a.py"]),
        ("env -i A=b nice -n 19 /opt/x", ["program /bin/env", "program /bin/nice", "program /opt/x"]),
        ("su - bob -c 'perl bin/x'", ["program /bin/su", "interpreter /bin/perl", "script /home/bob/bin/x"]),
        ("sudo -u www-data php -f /srv/cron.php", ["program /bin/sudo", "interpreter /bin/php", "script /srv/cron.php"]),
        ("timeout -k 5 60 /opt/x", ["program /bin/timeout", "program /opt/x"]),
        ("flock -n /run/l /opt/x", ["program /bin/flock", "program /opt/x"]),
        ("flock /run/l -c '/opt/x -a'", ["program /bin/flock", "program /opt/x"]),
        ("[ -x /opt/p ] && /opt/p", ["program /opt/p"]),
        ("if [ -x /opt/p ]; then /opt/p; fi", ["program /opt/p"]),
        ("LD_PRELOAD=/lib/x.so /opt/p", ["library /lib/x.so", "program /opt/p"]),
        ("run-parts --report /etc/cron.daily", ["program /bin/run-parts", "script /etc/cron.daily"]),
        ("start-stop-daemon --start --exec /opt/d -- -f", ["program /bin/start-stop-daemon", "program /opt/d"]),
        ("find /x -exec /opt/p {} \\;", ["program /bin/find", "program /opt/p"]),
        ("ls | xargs -n 1 /opt/p", ["program /bin/ls", "program /bin/xargs", "program /opt/p"]),
        ("$HOME/bin/x; D=/opt; $D/y", ["program /root/bin/x", "program /opt/y"]),
        ("echo \"$(/opt/p)\"", ["program /opt/p"]),
        ("exec /opt/p", ["program /opt/p"]),
        ("awk -f /opt/a.awk x", ["interpreter /bin/awk", "script /opt/a.awk"]),
        ("sh < /opt/in", ["interpreter /bin/sh", "script /opt/in"]),
        ("$UNKNOWN/x", []),
        ("echo hello; cd /; true", []),
        ("", []),
    ]

    @Test(arguments: lines)
    func `are what it finally runs`(line: String, expected: [String]) {
        #expect(paths(line) == expected)
    }

    @Test func `are searched for in the order of cron's path`() throws {
        let target = try #require(CommandLine.targets(of: "updatedb").first)
        #expect(target.candidates.map(\.path).first == "/usr/local/sbin/updatedb")
        #expect(target.candidates.count == 6)
    }

    @Test func `are bounded for a line of any length`() {
        let line = RawText(Array(String(repeating: "/opt/x;", count: 100_000).utf8))
        #expect(CommandLine.targets(of: line).count <= 2)
        let many = RawText((0..<5000).map { "/opt/\($0)" }.joined(separator: ";"))
        #expect(CommandLine.targets(of: many).count == 64)
    }
}

@Suite struct `The head of a file` {
    private static let heads: [([UInt8], ContentShape)] = [
        ([] as [UInt8], ContentShape.empty),
        ([0x7f, 0x45, 0x4c, 0x46, 2], .elf),
        (Array("#!/bin/sh -e\nx".utf8), .script(interpreter: "/bin/sh")),
        (Array("#! /usr/bin/env -S python3 -u\n".utf8), .script(interpreter: "python3")),
        (Array("#!/usr/bin/env A=b perl\r\n".utf8), .script(interpreter: "perl")),
        (Array("<?php echo 1;".utf8), .php),
        (Array("GIF89a<?php eval(1);".utf8), .image),
        (Array("日本語\n".utf8), .text),
        ([0x1f, 0x8b, 8], .archive),
        ([0x28, 0xb5, 0x2f, 0xfd], .archive),
        (Array("PK\u{3}\u{4}".utf8), .archive),
        ([UInt8](repeating: 0x61, count: 257) + Array("ustar".utf8), .archive),
        ([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], .image),
        (Array("RIFF0000WEBP".utf8), .image),
        ([0, 1, 2, 3], .data),
        (Array("#!".utf8), .text),
    ]

    @Test(arguments: heads)
    func `says what the file is`(bytes: [UInt8], shape: ContentShape) {
        #expect(ScriptHeader.shape(of: bytes.span) == shape)
    }
}
