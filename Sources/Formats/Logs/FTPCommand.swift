import Model

/// Commands of RFC 959 in a log that is written in the shape of the Common Log Format, as the ExtendedLog of ProFTPD is unless it is told
/// otherwise: `192.0.2.1 UNKNOWN bob [12/Mar/2011:00:30:01 +0900] "STOR x" 226 100`.
enum FTPCommand {
    /// Gives a draft of a request its kind, where the request was one of FTP.
    static func read(_ text: Span<UInt8>, _ draft: inout EventDraft) {
        guard draft.method.isPresent, !draft.method.isDecoded, draft.method.count >= 3, draft.method.count <= 4 else { return }
        guard let kind = kind(text, draft.method.range, draft.status ?? 0) else { return }
        draft.kind = kind
        draft.format = "ftp.extended"
        if let status = draft.status { draft.outcome = status < 400 ? .success : .failure }
        if kind == .loginFailure || kind == .loginSuccess { draft.path = .absent }
    }

    private static func kind(_ text: Span<UInt8>, _ verb: Range<Int>, _ status: Int) -> EventKind? {
        let at = verb.lowerBound
        switch text[at] {
        case 0x53, 0x41: return LogText.equals(text, verb, "STOR") || LogText.equals(text, verb, "STOU") || LogText.equals(text, verb, "APPE")
            ? .fileUpload : nil
        case 0x52 where LogText.equals(text, verb, "RETR"): return .fileDownload
        case 0x52 where LogText.equals(text, verb, "RNTO"), 0x52 where LogText.equals(text, verb, "RNFR"): return .fileRename
        case 0x52 where LogText.equals(text, verb, "RMD"): return .folderDelete
        case 0x44 where LogText.equals(text, verb, "DELE"): return .fileDelete
        case 0x4d where LogText.equals(text, verb, "MKD"): return .folderCreate
        case 0x50 where LogText.equals(text, verb, "PASS"):
            return status == 230 ? .loginSuccess : status >= 400 ? .loginFailure : .message
        case 0x55 where LogText.equals(text, verb, "USER"): return .message
        default: return nil
        }
    }
}
