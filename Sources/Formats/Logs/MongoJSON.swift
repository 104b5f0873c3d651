import Model

/// MongoDB's structured log (since 4.4): `{"t":{"$date":"…"},"s":"I","c":"ACCESS","id":20249,"ctx":"conn1","msg":"…","attr":{…}}`.
enum MongoJSON {
    static func read(_ text: Span<UInt8>, _ line: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard LogText.matches(text, line.lowerBound, "{\"t\":{\"$date\":\""), var members = LineJSON(text, line),
            let time = LogTime.iso(text, line.lowerBound + 15)
        else { return false }
        while let member = members.next(text) {
            guard member.kind != .object, member.kind != .array else { continue }
            let slice = LineJSON.slice(text, member, &draft)
            switch LogText.byte(text, member.key.lowerBound) {
            case 0x6d where LogText.equals(text, member.key, "msg"): draft.message = slice
            case 0x73 where LogText.equals(text, member.key, "s"): draft.add("log.level", slice)
            case 0x63 where LogText.equals(text, member.key, "c"): draft.add("mongodb.component", slice)
            case 0x63 where LogText.equals(text, member.key, "ctx"):
                draft.add("mongodb.context", slice)
                if draft.connection == nil { draft.connection = MongoLine.connection(text, member.value) }
            case 0x63 where LogText.equals(text, member.key, "connectionId"):
                draft.connection = LogText.wholeNumber(text, member.value)
            case 0x72 where LogText.equals(text, member.key, "remote"), 0x63 where LogText.equals(text, member.key, "client"):
                HTTPLine.setPeer(text, member.value, &draft)
            case 0x70 where LogText.equals(text, member.key, "principalName"), 0x75 where LogText.equals(text, member.key, "user"):
                draft.user = slice
            case 0x6d where LogText.equals(text, member.key, "mechanism"): draft.method = slice
            case 0x61 where LogText.equals(text, member.key, "authenticationDatabase"): draft.add("database.name", slice)
            default: break
            }
        }
        draft.format = "mongodb"
        draft.moment = time.moment
        draft.kind = .message
        guard draft.message.isPresent, !draft.message.isDecoded else { return true }
        let message = draft.message.range
        if LogText.matches(text, message.lowerBound, "Authentication failed") {
            (draft.kind, draft.outcome) = (.loginFailure, .failure)
        } else if LogText.matches(text, message.lowerBound, "Authentication succeeded")
            || LogText.matches(text, message.lowerBound, "Successfully authenticated")
        {
            (draft.kind, draft.outcome) = (.loginSuccess, .success)
        } else if LogText.equals(text, message, "Connection accepted") {
            draft.kind = .connectionOpen
        } else if LogText.equals(text, message, "Connection ended") {
            draft.kind = .connectionClose
        } else if LogText.equals(text, message, "Waiting for connections") {
            draft.kind = .serviceStart
        }
        return true
    }
}
