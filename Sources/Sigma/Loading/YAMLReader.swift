#if Sigma
    import CYaml
#endif

/// Documents of a YAML file, within limits that a hostile file cannot stretch.
enum YAMLReader {
    /// Bytes of a file; the longest collections of rules known are well below.
    static let mostBytes = 4 << 20
    static let mostDocuments = 4096
    /// Values of one file, aliases counted with all that they stand for each time that they are used.
    static let mostValues = 400_000
    static let mostDepth = 48
    /// Aliases of a file: few enough that one inside another cannot grow beyond bounds.
    static let mostAliases = 24
    /// `%TAG` lines of a file. libyaml holds each against all before it; no rule known has one.
    static let mostTagDirectives = 64

    static func documents(_ text: String) throws -> [YAMLValue] {
        guard text.utf8.count <= mostBytes else { throw SigmaProblem("The file is larger than \(mostBytes) bytes.") }
        #if Sigma
            let bytes = Array(text.utf8)
            guard tagDirectives(bytes) <= mostTagDirectives else {
                throw SigmaProblem("The file holds more than \(mostTagDirectives) directives for tags.")
            }
            return try YAMLComposer.documents(of: YAMLEvents(bytes))
        #else
            throw SigmaProblem("This build of Banken cannot read rules: it was built without libyaml.")
        #endif
    }

    private static func tagDirectives(_ bytes: [UInt8]) -> Int {
        bytes.indices.count { bytes[$0] == 0x25 && bytes[$0...].starts(with: "%TAG".utf8) }
    }
}

#if Sigma
    /// The events of a YAML text in the order in which libyaml tells them (https://pyyaml.org/wiki/LibYAML, "Events").
    @safe final class YAMLEvents {
        // The parser keeps its own address and that of the text, so both are allocated and stay where they are.
        private let parser: UnsafeMutablePointer<yaml_parser_t>
        private let text: UnsafeMutableBufferPointer<UInt8>
        private var hasEnded = false

        init(_ bytes: [UInt8]) throws {
            unsafe parser = .allocate(capacity: 1)
            unsafe parser.initialize(to: yaml_parser_t())
            unsafe text = .allocate(capacity: bytes.count)
            _ = unsafe text.initialize(fromContentsOf: bytes)
            guard unsafe yaml_parser_initialize(parser) == 1 else { throw SigmaProblem("There is no memory to read the file.") }
            unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
            unsafe yaml_parser_set_input_string(parser, text.baseAddress, text.count)
        }

        deinit {
            unsafe yaml_parser_delete(parser)
            unsafe parser.deallocate()
            unsafe text.deallocate()
        }

        /// The next event; nothing more is asked of libyaml after the last one or after an error.
        func next() throws -> YAMLEvent {
            guard !hasEnded else { return .streamEnd }
            var event = unsafe yaml_event_t()
            defer { unsafe yaml_event_delete(&event) }
            guard unsafe yaml_parser_parse(parser, &event) == 1 else {
                hasEnded = true
                throw problem
            }
            switch unsafe event.type {
            case YAML_STREAM_START_EVENT: return .streamStart
            case YAML_DOCUMENT_START_EVENT: return .documentStart
            case YAML_DOCUMENT_END_EVENT: return .documentEnd
            case YAML_ALIAS_EVENT:
                return .alias(unsafe Self.name(event.data.alias.anchor) ?? "", line: unsafe event.start_mark.line &+ 1)
            case YAML_SCALAR_EVENT:
                let scalar = unsafe event.data.scalar
                // A tag that is written out, `!!str` and every other, makes a text of its scalar.
                let isPlain = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE && scalar.tag == nil
                let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
                guard let text = unsafe String(validating: bytes, as: UTF8.self) else { throw SigmaProblem.broken("it is no UTF-8") }
                return .scalar(text, isPlain: isPlain, anchor: unsafe Self.name(scalar.anchor))
            case YAML_SEQUENCE_START_EVENT: return .listStart(anchor: unsafe Self.name(event.data.sequence_start.anchor))
            case YAML_SEQUENCE_END_EVENT: return .listEnd
            case YAML_MAPPING_START_EVENT: return .mapStart(anchor: unsafe Self.name(event.data.mapping_start.anchor))
            case YAML_MAPPING_END_EVENT: return .mapEnd
            default:
                hasEnded = true
                return .streamEnd
            }
        }

        private static func name(_ anchor: UnsafePointer<yaml_char_t>?) -> String? {
            unsafe anchor.flatMap { unsafe String(validatingCString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self)) }
        }

        private var problem: SigmaProblem {
            let words = unsafe parser.pointee.problem.flatMap { unsafe String(validatingCString: $0) } ?? "it cannot be read"
            switch unsafe parser.pointee.error {
            case YAML_SCANNER_ERROR, YAML_PARSER_ERROR:
                return .broken(words, line: unsafe parser.pointee.problem_mark.line &+ 1)
            case YAML_READER_ERROR: return .broken(words)
            default: return .broken("it cannot be read")
            }
        }
    }
#endif
