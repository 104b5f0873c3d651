import CLinux
import Model

extension Descriptor {
    /// Resolves a path step by step below this folder, for kernels without `openat2`: every component is opened without
    /// following, a link is read and put in its place, `..` at the top stays at the top. At most 40 links, as the kernel allows.
    borrowing func openStepwise(_ path: RawText, flags: Int32) throws(Errno) -> Descriptor {
        let followsLast = flags & 0o400000 == 0
        var pending = Array(path.split(0x2f).filter { !$0.isEmpty && $0 != "." }.reversed())
        var done: [RawText] = []
        var links = 0
        while let component = pending.popLast() {
            if component == ".." {
                _ = done.popLast()
                continue
            }
            done.append(component)
            let isLast = pending.isEmpty
            if isLast, !followsLast { break }
            let place = try descend(done.dropLast())
            if let target = try? place.readLink(component) {
                links += 1
                guard links <= 40 else { throw .loop }
                _ = done.popLast()
                if target.hasPrefix("/") { done = [] }
                pending += target.split(0x2f).filter { !$0.isEmpty && $0 != "." }.reversed()
            }
        }
        let parent = try descend(done.dropLast())
        let name = done.last ?? "."
        let number = unsafe name.withTerminatedBytes { text in unsafe clinux_open(parent.number, text, flags | 0o400000) }
        return Descriptor(owning: try Errno.check(number))
    }

    /// Opens the folder that a list of plain names leads to, one after the other.
    private borrowing func descend(_ names: some Sequence<RawText>) throws(Errno) -> Descriptor {
        var place = Descriptor(owning: try Errno.check(clinux_open_here(number)))
        for name in names { place = try place.folder(named: name) }
        return place
    }

    private borrowing func clinux_open_here(_ number: Int32) -> Int32 {
        unsafe RawText(".").withTerminatedBytes { name in unsafe clinux_open(number, name, clinux_o_folder) }
    }
}
