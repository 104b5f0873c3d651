import Model

/// os-release(5): assignments as a shell would read them.
package enum OSReleaseFormat {
    /// The values by name, without quotes; of two assignments to one name the later counts.
    package static func parse(_ input: Span<UInt8>) -> Parsed<[String: RawText]> {
        let assignments = KeyValueFormat.parse(input)
        var values: [String: RawText] = [:]
        for assignment in assignments.value {
            if let name = assignment.name.utf8 { values[name] = assignment.value }
        }
        return Parsed(values, problems: assignments.problems)
    }
}
