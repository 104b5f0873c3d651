/// A mount that lies over something that was there before, with what was found below it.
package struct CoveringMount: Hashable, Sendable {
    package var mount: MountFact
    /// What the path is to those who look at it: the mounted thing.
    package var above: FileFact?
    /// What the mount hides.
    package var below: FileFact?
    /// How many names the hidden folder holds; nil where it is none or could not be seen.
    package var namesBelow: Int?

    package init(mount: MountFact, above: FileFact? = nil, below: FileFact? = nil, namesBelow: Int? = nil) {
        (self.mount, self.above, self.below, self.namesBelow) = (mount, above, below, namesBelow)
    }
}

/// The loader or the C library of the host, looked into for the path of the preload file.
package struct LoaderFact: Hashable, Sendable {
    package var file: FileFact
    /// Whether it names the cache of libraries, as every loader of the GNU C library does.
    package var isGNU: Bool
    /// Whether it names /etc/ld.so.preload.
    package var namesPreload: Bool
    /// Paths in it that begin like no path of a loader, at most five.
    package var strangePaths: [RawText]

    package init(file: FileFact, isGNU: Bool, namesPreload: Bool, strangePaths: [RawText] = []) {
        (self.file, self.isGNU, self.namesPreload, self.strangePaths) = (file, isGNU, namesPreload, strangePaths)
    }
}
