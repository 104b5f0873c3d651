import Model

/// Forms of programs that answer a wrong password with the form again and the right one with a redirection.
enum LogInForm: String {
    case phpmyadmin, drupal, webmin, django

    private static let paths: [(String, LogInForm)] = [
        ("/phpmyadmin/index.php", .phpmyadmin), ("/phpMyAdmin/index.php", .phpmyadmin), ("/pma/index.php", .phpmyadmin),
        ("/user/login", .drupal), ("/session_login.cgi", .webmin), ("/admin/login/", .django),
    ]
    private static let ends: [(end: [UInt8], form: LogInForm)] = paths.map { (Array($0.0.utf8), $0.1) }

    init?(_ path: RawText, _ target: RawText) {
        if let form = LogInForm.ends.first(where: { path.bytes.suffix($0.end.count) == $0.end[...] })?.form {
            self = form
        } else if target.contains("q=user/login") {
            self = .drupal
        } else {
            return nil
        }
    }

    /// Whether the target of a request may be one of them, without a copy of it.
    static func isOne(_ target: Span<UInt8>) -> Bool {
        var end = 0
        while end < target.count, target[end] != 0x3f { end += 1 }
        return ends.contains { entry in
            entry.end.count <= end && entry.end.indices.allSatisfy { target[end - entry.end.count + $0] == entry.end[$0] }
        }
    }
}

/// Paths whose programs run what they are sent, so that an answer to a request that writes is more than a look around.
enum RunningPath {
    private static let ends: [[UInt8]] = [
        "/script", "/scriptText", "/eval-stdin.php", "/_ignition/execute-solution", "/password_change.cgi", "/actuator/gateway/refresh",
        "/CoordinatorPortType", "/api/jsonws/invoke", "/mt-xmlrpc.cgi", "/tmshCmd.jsp", "/mboximport", "/containers/create",
    ].map { Array($0.utf8) }

    static func kind(_ target: Span<UInt8>) -> AttackKind? {
        var end = 0
        while end < target.count, target[end] != 0x3f { end += 1 }
        let isOne = ends.contains { path in
            path.count <= end && path.indices.allSatisfy { target[end - path.count + $0] == path[$0] }
        }
        return isOne ? .injectionScript : nil
    }
}
