import Model
import Provenance

extension Detector {
    /// A key that opens many accounts, stands in a second file, or lies as a private key with a service.
    static let oddKey = Detector(
        id: "ssh.key.unusual",
        title: Localized(en: "A key for log-in is unusual", ja: "普通と違うところのあるログイン用の鍵があります"),
        claim: Localized(
            en:
                "One key opens many accounts, keys stand in the second file that hardly anybody uses, a key sets variables or vouches for others, or a private key lies in the home of a service.",
            ja: "一つの鍵で多くのアカウントに入れる、ほとんど使われない二つ目の鍵ファイルがある、鍵に変数や他の鍵の保証が付いている、サービスのホームに秘密鍵がある、のいずれかです。"),
        techniques: ["T1098.004", "T1552.004"], aspect: .weakness, needs: [.keys, .privileges],
        misses: Localized(en: "Whose key it is: compare with the keys that you know.", ja: "誰の鍵かは、心当たりと突き合わせてください。"),
        severities: .info ... .low
    ) { situation in
        let byKey = Dictionary(grouping: situation.facts.keys, by: \.key)
        var claims: [Claim] = []
        for keys in byKey.values {
            let accounts = Set(keys.map(\.account))
            guard accounts.count >= 4, let first = keys.min(by: { $0.place.path < $1.place.path }) else { continue }
            claims.append(
                Claim(
                    .low, .possible,
                    Subject(.account, path: first.place.path, user: first.account, name: first.comment, line: first.place.line),
                    explanation: Localized(
                        en: "One key (\(first.comment)) opens \(accounts.count) accounts: \(list: accounts.sorted()).",
                        ja: "一つの鍵(\(first.comment))で \(accounts.count) 個のアカウントに入れます: \(list: accounts.sorted())。"),
                    evidence: keys.prefix(10).map { .line($0.place, $0.algorithm + " … " + $0.comment, source: "keys") },
                    related: keys.map(\.place.path)))
        }
        for key in situation.facts.keys {
            let isSecond = key.place.path.hasSuffix("/authorized_keys2")
            let option = key.options.first { $0.asciiLowercased.hasPrefix("environment=") || $0.asciiLowercased == "cert-authority" }
            guard isSecond || option != nil else { continue }
            claims.append(
                Claim(
                    .low, .possible, Subject(.account, path: key.place.path, user: key.account, name: key.comment, line: key.place.line),
                    explanation: Localized(
                        en:
                            "The key \(key.comment) in \(key.place.path) lets its holder in as \(key.account)\(option.map { Prose(" with the option \($0)") } ?? "").",
                        ja: "\(key.place.path) の鍵 \(key.comment) で \(key.account) としてログインできます\(option.map { Prose("(指定: \($0))") } ?? "")。"),
                    evidence: [.line(key.place, key.algorithm + " … " + key.comment, source: "keys")]))
        }
        return claims.sorted { ($0.subject.path ?? "", $0.subject.line ?? 0) < ($1.subject.path ?? "", $1.subject.line ?? 0) }
            + privateKeys(situation)
    }

    private static func privateKeys(_ situation: Situation) -> [Claim] {
        let homes = situation.facts.accounts.filter { ServiceAccounts.isNobodys($0.name) && $0.home.count > 1 }
        let usual: [RawText] = ["id_rsa", "id_ed25519", "id_ecdsa", "id_dsa", "identity"]
        let lists = Set(situation.facts.keys.map(\.place.path))
        return situation.facts.access.privateKeys.compactMap { file -> Claim? in
            // A key made on the host that it opens lies beside the list that admits it.
            let list = file.path.parentFolder + "/authorized_keys"
            if !usual.contains(file.path.lastComponent), lists.contains(list) {
                return Claim(
                    .low, .possible, Subject(.file, path: file.path),
                    explanation: Localized(
                        en: "A private key of an unusual name lies beside \(list), the list of keys that it may open.",
                        ja: "見慣れない名前の秘密鍵が、ログインできる鍵の一覧 \(list) と同じ場所にあります。"),
                    related: [list]
                ).with(file: file, situation, source: "keys")
            }
            guard let owner = homes.first(where: { file.path.isInside($0.home) }) else { return nil }
            return Claim(
                .low, .possible, Subject(.file, path: file.path, user: owner.name),
                explanation: Localized(
                    en: "A private key lies in the home of the service \(owner.name): from here somebody logs in elsewhere.",
                    ja: "サービス \(owner.name) のホームに秘密鍵があります。ここから他のサーバーに入るために使われます。")
            ).with(file: file, situation, source: "keys")
        }
    }
}
