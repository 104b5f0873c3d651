/// Which system call a record of auditd means: its number counts differently on each machine.
enum AuditSyscalls {
    /// `arch=c000003e`: the machine's number in ELF, with bits for 64 bits and little endian (linux/audit.h).
    static func name(arch: UInt64, number: Int) -> String? {
        let table: [String]
        switch arch {
        case 0xc000_003e: table = amd64
        case 0x4000_0003: table = i386
        case 0xc000_00b7, 0xc000_00f3: table = generic
        default: return nil
        }
        guard number >= 0, number < table.count, !table[number].isEmpty else { return nil }
        return table[number]
    }

    static func machine(_ arch: UInt64) -> String? {
        switch arch {
        case 0xc000_003e: "x86_64"
        case 0x4000_0003: "i386"
        case 0xc000_00b7: "aarch64"
        case 0xc000_00f3: "riscv64"
        case 0x4000_0028: "arm"
        case 0xc000_0015: "ppc64le"
        case 0x8000_0016: "s390x"
        default: nil
        }
    }

    private static let amd64 = table(AuditSyscallNames.amd64)
    private static let i386 = table(AuditSyscallNames.i386)
    private static let generic = table(AuditSyscallNames.aarch64)

    private static func table(_ text: String) -> [String] {
        var table: [String] = []
        for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            if word.first == "=", let number = Int(word.dropFirst()) {
                while table.count < number { table.append("") }
            } else {
                table.append(String(word))
            }
        }
        return table
    }
}
