import Model

/// hosts.equiv(5), .rhosts and .shosts: a host and, behind a blank, a user a line; "+" stands for everybody.
package enum TrustedHostsFormat {
    package static func parse(_ input: Span<UInt8>, path: RawText, account: RawText?) -> Parsed<[TrustedHost]> {
        var hosts: [TrustedHost] = []
        var problems = HostFileProblems()
        HostLine.each(in: input) { line in
            guard let first = line.words.first, first.first != 0x23 else { return }
            guard hosts.count < 10_000 else { return problems.add("more than 10,000 lines", at: line) }
            hosts.append(
                TrustedHost(
                    host: RawText(Array(first)), user: line.words.count > 1 ? RawText(Array(line.words[1])) : "", account: account,
                    place: Place(path, line: line.number)))
        }
        return Parsed(hosts, problems: problems.all)
    }
}
