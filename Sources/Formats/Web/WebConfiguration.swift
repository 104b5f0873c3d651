import Model

/// A directive of a web server's configuration, with what it stands in.
package struct WebDirective: Hashable, Sendable {
    /// As written: "DocumentRoot", "root", "server.document-root".
    package var name: RawText
    package var arguments: [RawText]
    /// The sections around it, outermost first: "VirtualHost *:80", "server", "location /x".
    package var sections: [RawText]
    package var line: Int

    package init(name: RawText, arguments: [RawText], sections: [RawText] = [], line: Int) {
        (self.name, self.arguments, self.sections, self.line) = (name, arguments, sections, line)
    }
}

/// What of a web server's configuration tells where its files lie and what it writes.
package struct WebConfiguration: Hashable, Sendable {
    package struct Folder: Hashable, Sendable {
        package enum Kind: Hashable, Sendable {
            case documentRoot, alias
            /// Programs are run from it: ScriptAlias, ExecCGI.
            case scripts
            /// A folder of each user's home, or a pattern with `*` for the user.
            case userFolders
        }
        package var kind: Kind
        /// As written, without quotes; variables stand.
        package var path: RawText
        /// The part of the address that leads to it; nil for a root.
        package var address: RawText?
        package var line: Int

        package init(kind: Kind, path: RawText, address: RawText? = nil, line: Int) {
            (self.kind, self.path, self.address, self.line) = (kind, path, address, line)
        }
    }
    package struct Log: Hashable, Sendable {
        package enum Kind: Hashable, Sendable { case access, error }
        package var kind: Kind
        /// A file, or a command behind `|`.
        package var path: RawText
        /// The name of a format, or the format itself; nil where the default holds.
        package var format: RawText?
        package var line: Int

        package init(kind: Kind, path: RawText, format: RawText? = nil, line: Int) {
            (self.kind, self.path, self.format, self.line) = (kind, path, format, line)
        }
    }

    /// Every directive, in order.
    package var directives: [WebDirective] = []
    package var folders: [Folder] = []
    package var logs: [Log] = []
    /// Named formats: name, then format.
    package var formats: [RawText: RawText] = [:]
    /// Files and patterns that are read as well, with the line.
    package var includes: [Place] = []
    package var serverNames: [RawText] = []
    /// Commands that the server itself runs: lighttpd's `include_shell`, Apache's piped logs.
    package var commands: [Place] = []

    package init() {}
}
