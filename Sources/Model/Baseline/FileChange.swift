/// A file that is not as it was in the baseline.
package struct FileChange: Hashable, Sendable {
    package var path: RawText
    /// Nil for one that was not there.
    package var before: RecordedFile?
    /// Nil for one that is gone.
    package var after: RecordedFile?
    /// What the host's own record says of it now.
    package var record: PackageRecord

    package init(path: RawText, before: RecordedFile?, after: RecordedFile?, record: PackageRecord) {
        (self.path, self.before, self.after, self.record) = (path, before, after, record)
    }

    /// Something about a file that can change.
    package enum Aspect: String, Sendable, Hashable, CaseIterable {
        case kind, content, size, mode, owner, capabilities, attributes, target, replaced, times
    }

    /// What differs, where the file was there before and is there now.
    package var aspects: Set<Aspect> {
        guard let before, let after else { return [] }
        var aspects: Set<Aspect> = []
        let (old, new) = (before.status, after.status)
        if old.kind != new.kind { aspects.insert(.kind) }
        switch (before.content, after.content) {
        case (let left?, let right?): if left != right { aspects.insert(.content) }
        default: if old.kind == .regular, new.kind == .regular, old.size != new.size { aspects.insert(.size) }
        }
        if old.mode != new.mode, new.kind != .symbolicLink { aspects.insert(.mode) }
        if old.owner != new.owner || old.group != new.group { aspects.insert(.owner) }
        if before.capabilities != after.capabilities { aspects.insert(.capabilities) }
        if old.attributes != new.attributes, !old.attributes.union(new.attributes).contains(.unknown) { aspects.insert(.attributes) }
        if before.linkTarget != after.linkTarget { aspects.insert(.target) }
        if old.inode != new.inode { aspects.insert(.replaced) }
        if old.times.modified != new.times.modified || old.times.changed != new.times.changed { aspects.insert(.times) }
        return aspects
    }
}
