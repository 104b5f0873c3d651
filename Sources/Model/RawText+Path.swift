extension RawText {
    /// The part after the last slash; the whole where there is none.
    package var lastComponent: RawText {
        guard let slash = bytes.lastIndex(of: 0x2f) else { return self }
        return RawText(Array(bytes[(slash + 1)...]))
    }

    /// The folder that the path stands in, "/" for "/a"; empty where there is no slash.
    package var parentFolder: RawText {
        guard let slash = bytes.lastIndex(of: 0x2f) else { return "" }
        return slash == 0 ? "/" : RawText(Array(bytes[..<slash]))
    }

    /// Whether the path is `folder` itself or lies below it.
    package func isInside(_ folder: RawText) -> Bool {
        guard bytes.starts(with: folder.bytes) else { return false }
        return bytes.count == folder.count || folder.bytes.last == 0x2f || bytes[folder.count] == 0x2f
    }

    /// Bytes after the last dot of the last component, in lower case; empty where there is none.
    package var fileExtension: RawText {
        let name = lastComponent.bytes
        guard let dot = name.lastIndex(of: 0x2e), dot > 0 else { return "" }
        return RawText(Array(name[(dot + 1)...])).asciiLowercased
    }
}
