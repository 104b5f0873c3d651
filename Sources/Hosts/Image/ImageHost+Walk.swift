import Model

extension ImageHost {
    package func walk<Visitor: WalkVisitor>(_ plan: WalkPlan, make: @Sendable () -> Visitor) async -> [Visitor] {
        var visitor = make()
        var pending: [(path: RawText, place: Place, depth: Int)] = []
        for start in plan.start {
            switch place(start, followingLast: true) {
            case .success(let (path, place)): pending.append((path, place, 0))
            case .failure(let failure): visitor.failed(start, failure)
            }
        }
        // A damaged file system may have folders that lead in a circle.
        var entered: Set<UInt32> = []
        while let folder = pending.popLast() {
            if Task.isCancelled { break }
            for (name, place) in children(folder.path, folder.place, &visitor) {
                let path = folder.path.appending(name)
                guard case .success(let status) = status(of: place) else {
                    visitor.failed(path, .system(117))
                    continue
                }
                var enters = status.kind == .directory
                if case .inode(let number) = place {
                    enters = visitor.visit(WalkedFile(path: path, status: status, access: .image(fileSystem, number))) && enters
                    if enters, !entered.insert(number).inserted { enters = false }
                }
                guard enters, !plan.skipped.contains(path) else { continue }
                if folder.depth < plan.deepest {
                    pending.append((path, place, folder.depth + 1))
                } else {
                    visitor.failed(path, .tooDeep(limit: plan.deepest))
                }
            }
        }
        return [visitor]
    }

    private func children<Visitor: WalkVisitor>(
        _ path: RawText, _ place: Place, _ visitor: inout Visitor
    ) -> [(name: RawText, place: Place)] {
        switch place {
        case .above:
            guard case .success(let names) = names(in: path) else { return [] }
            return names.compactMap { name in
                if case .success(let (_, place)) = self.place(path.appending(name), followingLast: false) { (name, place) } else { nil }
            }
        case .inode(let number):
            do throws(AccessFailure) {
                return try fileSystem.entries(number).map { ($0.name, .inode($0.inode)) }
            } catch {
                visitor.failed(path, error)
                return []
            }
        }
    }
}

extension ImageHost {
    /// The inodes of files that were deleted and whose inode still says when; their names are gone.
    /// - Parameter body: number, what the inode still says, and when it was deleted.
    package func forEachDeleted(_ body: (UInt32, FileStatus, Timestamp) -> Void) {
        let last = min(fileSystem.facts.inodes, 200_000_000)
        var number = fileSystem.facts.firstInode
        while number <= last {
            if let inode = try? fileSystem.inode(number), let deleted = inode.deleted, inode.status.links == 0 {
                body(number, inode.status, deleted)
            }
            number += 1
        }
    }
}
