import Model

/// What /proc/PID/fdinfo/N says of a descriptor that holds something of bpf(2).
package struct DescriptorInfo: Hashable, Sendable {
    package var program: UInt32?
    package var link: UInt32?
    package var map: UInt32?

    package init(program: UInt32? = nil, link: UInt32? = nil, map: UInt32? = nil) {
        (self.program, self.link, self.map) = (program, link, map)
    }
}

/// /proc/PID/fdinfo/N, after bpf_prog_show_fdinfo and bpf_link_show_fdinfo of kernel/bpf/syscall.c.
package enum DescriptorInfoFormat {
    package static func parse(_ input: Span<UInt8>) -> Parsed<DescriptorInfo> {
        var info = DescriptorInfo()
        var problems = HostFileProblems()
        HostLine.each(in: input) { line in
            let words = line.words
            guard words.count >= 2, let name = words.first.map({ RawText($0) }), ["prog_id:", "link_id:", "map_id:"].contains(name) else {
                return
            }
            guard let number = HostNumber.decimal(words[1]).flatMap({ UInt32(exactly: $0) }) else {
                return problems.add("value is no number", at: line)
            }
            switch name {
            case "prog_id:": info.program = number
            case "link_id:": info.link = number
            default: info.map = number
            }
        }
        return Parsed(info, problems: problems.all)
    }
}
