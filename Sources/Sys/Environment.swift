import Glibc
import Model

/// The environment of our own process.
package enum Environment {
    /// The value of a variable; nil where it is not set. The corresponding call is `getenv`.
    package static func value(_ name: String) -> String? {
        guard let text = unsafe getenv(name) else { return nil }
        return unsafe String(validatingCString: text)
    }

    /// Whether a stream is a terminal. The corresponding call is `isatty`.
    package static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }
}
