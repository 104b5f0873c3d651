import Model

/// What a request to a web server tries, by its words.
package enum AttackKind: String, Sendable, Hashable, CaseIterable {
    case traversal, injectionSQL = "sql", injectionCommand = "command", injectionScript = "script", shellshock, lookup = "jndi"
    /// `secret`: files with passwords in them, which no honest visitor asks for.
    case inclusion, upload, login, probe, secret

    /// Words of attacks, in lower case, after percent signs are decoded. Publicly documented by the projects that were attacked.
    private static let words: [(String, AttackKind)] = [
        ("../../", .traversal), ("..%2f", .traversal), ("..\\..", .traversal), ("/etc/passwd", .traversal), ("/etc/shadow", .traversal),
        ("/.%2e/", .traversal), ("/proc/self/environ", .traversal), ("%%32%65", .traversal), ("/%2e", .traversal),
        ("%u002e%u002e", .traversal), ("%u2215", .traversal), ("%u2216", .traversal), ("..;/", .traversal), ("?jsp=/", .traversal),
        ("union select", .injectionSQL), ("union all select", .injectionSQL), ("union+select", .injectionSQL),
        ("union/**/select", .injectionSQL), ("' or '1", .injectionSQL), ("' or 1=1", .injectionSQL), ("information_schema", .injectionSQL),
        ("sleep(", .injectionSQL), ("benchmark(", .injectionSQL), ("waitfor delay", .injectionSQL), ("extractvalue(", .injectionSQL),
        ("into outfile", .injectionSQL), ("load_file(", .injectionSQL), ("' and ", .injectionSQL), ("xp_cmdshell", .injectionSQL),
        ("() {", .shellshock), ("(){", .shellshock), ("${jndi:", .lookup), ("${${", .lookup), ("%{(#", .injectionCommand),
        (";wget ", .injectionCommand), (";curl ", .injectionCommand), ("|wget ", .injectionCommand), ("`wget ", .injectionCommand),
        ("wget+http", .injectionCommand), ("wget http", .injectionCommand), ("curl+http", .injectionCommand),
        ("curl http", .injectionCommand),
        (";id", .injectionCommand), ("|id", .injectionCommand), ("$(id", .injectionCommand), (";cat ", .injectionCommand),
        ("|cat ", .injectionCommand), ("cmd=", .injectionCommand), ("exec=", .injectionCommand), ("/bin/sh", .injectionCommand),
        ("/bin/bash", .injectionCommand), ("cmd.exe", .injectionCommand), ("busybox", .injectionCommand), ("chmod 777", .injectionCommand),
        ("chmod+777", .injectionCommand), ("t(java.lang.runtime)", .injectionCommand), ("class.module.classloader", .injectionCommand),
        ("ognl", .injectionCommand), ("memberaccess", .injectionCommand), ("java.lang.runtime", .injectionCommand),
        ("java.lang.processbuilder", .injectionCommand), ("action=invokeop", .injectionCommand), ("/wls-wsat/", .injectionCommand),
        ("freemarker.template", .injectionCommand), ("/jmxinvokerservlet", .injectionCommand), ("system(", .injectionCommand),
        ("passthru(", .injectionCommand), ("shell_exec", .injectionCommand),
        ("eval(", .injectionScript), ("base64_decode", .injectionScript), ("phpinfo(", .injectionScript), ("assert(", .injectionScript),
        ("call_user_func", .injectionScript), ("auto_prepend_file", .injectionScript), ("allow_url_include", .injectionScript),
        ("php://input", .injectionScript), ("php://filter", .inclusion), ("<script", .injectionScript), ("<?php", .injectionScript),
        ("invokefunction", .injectionScript), ("eval-stdin.php", .injectionScript), ("=http://", .inclusion), ("=https://", .inclusion),
        ("=ftp://", .inclusion), ("data://", .inclusion), ("expect://", .inclusion), ("wp-config.php", .secret), ("/.env", .secret),
        ("/.git/", .secret), ("/.svn/", .secret), ("/.aws/", .secret), ("/.ssh/", .secret), ("/programexport", .injectionCommand),
        ("__debugger__=yes&cmd=", .injectionCommand), ("exepath=", .injectionCommand), ("/phpmyadmin", .probe), ("/pma/", .probe),
        ("/myadmin", .probe), ("/mysqladmin", .probe),
        ("/manager/html", .login), ("/boaform/", .probe), ("/hnap1", .probe), ("/cgi-bin/luci", .probe), ("/actuator", .probe),
        ("/solr/admin", .probe), ("/_ignition/", .injectionScript), ("/server-status", .probe), ("/xmlrpc.php", .login),
        ("/wp-login.php", .login), ("/administrator/index.php", .login), ("/user/login", .login), ("/fckeditor/", .upload),
        ("/filemanager/upload", .upload), ("admin-ajax.php?action=revslider", .upload), ("/uploadify", .upload), ("jquery.filer", .upload),
        ("connector.minimal.php", .upload), ("/kcfinder/upload", .upload), ("/tinybrowser/upload", .upload), ("ofc_upload_image", .upload),
        ("/server/php/index.php", .upload), ("/plupload/upload", .upload), ("/upload-handler.php", .upload),
        ("/timthumb.php?src=", .inclusion), ("awstats.pl?configdir=", .injectionCommand), ("w00tw00t", .probe), ("muieblackcat", .probe),
        ("zmeu", .probe), ("nikto", .probe), ("sqlmap", .probe), ("masscan", .probe), ("zgrab", .probe), ("nmap", .probe),
        ("acunetix", .probe), ("dirbuster", .probe), ("gobuster", .probe), ("wpscan", .probe), ("nuclei", .probe), ("morfeus", .probe),
    ]

    /// The words in lists by their first two bytes, and for each pair of bytes the number of its list: 0 for none.
    private static let byPair: (number: [UInt8], lists: [[(word: [UInt8], kind: AttackKind)]]) = {
        var number = [UInt8](repeating: 0, count: 65_536)
        var lists: [[(word: [UInt8], kind: AttackKind)]] = [[]]
        for (word, kind) in words {
            let bytes = Array(word.utf8)
            let pair = Int(bytes[0]) << 8 | Int(bytes[1])
            if number[pair] == 0, lists.count < 255 {
                number[pair] = UInt8(lists.count)
                lists.append([])
            }
            lists[Int(number[pair])].append((bytes, kind))
        }
        return (number, lists)
    }()

    /// Bytes of a request that are looked at.
    static let mostLookedAt = 2_048

    /// What a request target or the name of a browser looks like; nil for the everyday.
    package static func of(_ text: Span<UInt8>) -> AttackKind? {
        var plain: [UInt8] = []
        plain.reserveCapacity(min(text.count, mostLookedAt))
        var index = 0
        while index < text.count, plain.count < mostLookedAt {
            var byte = text[index]
            if byte == 0x25, index + 2 < text.count, let high = hexadecimal(text[index + 1]), let low = hexadecimal(text[index + 2]) {
                byte = high << 4 | low
                index += 2
            }
            plain.append(byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte)
            index += 1
        }
        let (number, lists) = byPair
        for start in plain.indices.dropLast() {
            let list = number[Int(plain[start]) << 8 | Int(plain[start + 1])]
            if list == 0 { continue }
            for candidate in lists[Int(list)]
            where candidate.word.count <= plain.count - start && plain[start..<start + candidate.word.count].elementsEqual(candidate.word) {
                if isParameter(candidate.word), !CommandValue.isOne(plain[(start + candidate.word.count)...]) { continue }
                return candidate.kind
            }
        }
        return nil
    }

    /// Names of parameters that honest programs have as well: what is sent with them decides.
    private static func isParameter(_ word: [UInt8]) -> Bool { word == Array("cmd=".utf8) || word == Array("exec=".utf8) }

    /// The value of a hexadecimal digit.
    static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    /// Whether it tries to make the server do something, rather than to look around.
    package var isGrave: Bool {
        switch self {
        case .probe, .login, .secret: false
        default: true
        }
    }
}
