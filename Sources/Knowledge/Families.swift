import Model

/// All that is known, by kind. Adding a family means an entry in the list of its kind, with facts that a public write-up states
/// and a link to it; nothing is matched by a name that an honest program could have.
package enum Families {
    package static let all: [Family] = miners + bots + rootkits + backdoors + webShells + tools
}
