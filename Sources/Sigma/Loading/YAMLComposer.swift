#if Sigma
    /// Puts events of a YAML text together to values, and ends as soon as a limit of `YAMLReader` is passed: libyaml reads no further
    /// than it is asked, so that neither depth nor number of what follows costs anything.
    struct YAMLComposer {
        /// A value, how many it holds with itself, and how many lie one inside another below it.
        private struct Node {
            var value: YAMLValue
            /// The words of a scalar, which are a key's name whatever they mean as a value.
            var text: String?
            var size = 1
            var height = 0

            mutating func take(_ item: Node) {
                size &+= item.size
                height = max(height, item.height &+ 1)
            }
        }

        private let events: YAMLEvents
        private var values = 0
        private var aliases = 0
        private var anchors: [String: Node] = [:]

        private init(_ events: YAMLEvents) { self.events = events }

        static func documents(of events: YAMLEvents) throws -> [YAMLValue] {
            var composer = YAMLComposer(events)
            var documents: [YAMLValue] = []
            while true {
                switch try events.next() {
                case .streamEnd: return documents
                case .documentStart:
                    guard documents.count < YAMLReader.mostDocuments else {
                        throw SigmaProblem("The file holds more than \(YAMLReader.mostDocuments) documents.")
                    }
                    composer.anchors = [:]
                    documents.append(try composer.node(events.next(), depth: 0).value)
                default: continue
                }
            }
        }

        private mutating func node(_ event: YAMLEvent, depth: Int) throws -> Node {
            if case .alias(let name, let line) = event { return try aliased(name, line: line, depth: depth) }
            try count(1, depth: depth)
            switch event {
            case .scalar(let text, let isPlain, let anchor):
                let node = Node(value: isPlain ? YAMLScalar.value(of: text) : .text(text), text: text)
                return anchored(node, as: anchor)
            case .listStart(let anchor): return anchored(try list(depth: depth), as: anchor)
            case .mapStart(let anchor): return anchored(try map(depth: depth), as: anchor)
            default: throw SigmaProblem.broken("it cannot be read")
            }
        }

        private mutating func list(depth: Int) throws -> Node {
            var items: [YAMLValue] = []
            var node = Node(value: .null)
            while case let event = try events.next(), event != .listEnd {
                let item = try self.node(event, depth: depth &+ 1)
                items.append(item.value)
                node.take(item)
            }
            node.value = .list(items)
            return node
        }

        private mutating func map(depth: Int) throws -> Node {
            var entries: [YAMLEntry] = []
            var keys: Set<String> = []
            var node = Node(value: .null)
            while case let event = try events.next(), event != .mapEnd {
                let key = try name(event)
                guard keys.insert(key).inserted else { throw SigmaProblem.broken("a key stands twice in one map (\(key))") }
                let item = try self.node(events.next(), depth: depth &+ 1)
                entries.append(YAMLEntry(key: key, value: item.value))
                node.take(item)
            }
            node.value = .map(entries)
            return node
        }

        private mutating func name(_ event: YAMLEvent) throws -> String {
            let key: Node? =
                switch event {
                case .alias(let name, let line): try aliased(name, line: line, depth: 0)
                case .scalar(let text, _, let anchor): anchored(Node(value: .text(text), text: text), as: anchor)
                default: nil
                }
            guard let name = key?.text else { throw SigmaProblem("A key of a map is no text.") }
            return name
        }

        /// What an alias stands for, counted as if it were written out.
        private mutating func aliased(_ name: String, line: Int, depth: Int) throws -> Node {
            aliases &+= 1
            guard aliases <= YAMLReader.mostAliases else {
                throw SigmaProblem("The file uses more than \(YAMLReader.mostAliases) aliases.")
            }
            guard let node = anchors[name] else { throw SigmaProblem.broken("found undefined alias", line: line) }
            try count(node.size, depth: depth &+ node.height)
            return node
        }

        private mutating func anchored(_ node: Node, as anchor: String?) -> Node {
            if let anchor { anchors[anchor] = node }
            return node
        }

        private mutating func count(_ size: Int, depth: Int) throws {
            values &+= size
            guard values <= YAMLReader.mostValues else { throw SigmaProblem("The file holds more than \(YAMLReader.mostValues) values.") }
            guard depth <= YAMLReader.mostDepth else {
                throw SigmaProblem("Values are nested more than \(YAMLReader.mostDepth) deep.")
            }
        }
    }
#endif
