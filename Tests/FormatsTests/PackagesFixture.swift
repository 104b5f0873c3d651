import Glibc
import Testing

/// A file of `Fixtures/packages`, found from where this source lies.
func packagesFixture(_ name: String, file: String = #filePath) throws -> [UInt8] {
    let folder = file.split(separator: "/").dropLast().joined(separator: "/")
    guard let stream = unsafe fopen("/\(folder)/Fixtures/packages/\(name)", "r") else { throw FixtureMissing(name: name) }
    defer { _ = unsafe fclose(stream) }
    var bytes = [UInt8](repeating: 0, count: 1 << 17)
    let count = unsafe bytes.withUnsafeMutableBytes { unsafe fread($0.baseAddress, 1, $0.count, stream) }
    return Array(bytes.prefix(count))
}

struct FixtureMissing: Error {
    var name: String
}
