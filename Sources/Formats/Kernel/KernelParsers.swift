import Model

extension FormatParser {
    /// Parsers of what the running kernel tells of itself: modules, hooks, sockets by netlink, small programs.
    static let kernelParsers: [FormatParser] =
        [
            FormatParser("kernel.modules") { ModuleListFormat.parse($0).problems.count },
            FormatParser("kernel.module-files") { ModuleFilesFormat.parse($0).problems.count },
            FormatParser("kernel.symbols") { KernelSymbolsFormat.parse($0, wanted: ["__bpf_call_base"]).problems.count },
            FormatParser("kernel.functions") { FunctionHooksFormat.parse($0, list: .enabled).problems.count },
            FormatParser("kernel.probes") { ProbeListFormat.parse($0).problems.count },
            FormatParser("kernel.file-format") { FileFormatRuleFormat.parse($0).problems.count },
            FormatParser("kernel.descriptor") { DescriptorInfoFormat.parse($0).problems.count },
            FormatParser("kernel.bpf-code") { BPFCode.calls($0, base: 1, targets: ["x": 2]).problems.count },
            FormatParser("netlink.packet") { PacketDiagFormat.parse($0).problems.count },
            FormatParser("netlink.unix") { SocketDiagFormat.unix($0).problems.count },
            FormatParser("netlink.links") { LinkInfoFormat.parse($0).problems.count },
        ]
        + NetTableFormat.Family.allCases.map { family in
            FormatParser("netlink.\(family.rawValue)") { SocketDiagFormat.inet($0, family: family).problems.count }
        }
}
