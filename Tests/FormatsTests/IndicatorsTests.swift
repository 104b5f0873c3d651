import Formats
import Model
import Testing

@Suite("Lists of indicators")
struct IndicatorsTests {
    private func read(_ text: String) -> Parsed<[Indicator]> {
        let bytes = Array(text.utf8)
        return IndicatorListFormat.parse(bytes.span, list: "l")
    }

    private func values(_ text: String) -> [String] { read(text).value.map { "\($0.kind.rawValue) \($0.value)" } }

    @Test("A plain list is understood as people write them: digests, addresses, networks, harmless URLs, paths, comments")
    func plain() {
        let text = """
            # seen on 3 May
            D41D8CD98F00B204E9800998ECF8427E  empty.bin
            203.0.113.9:4444
            2001:db8::/32, hosting
            hxxps://user@cdn[.]example[.]org:8443/x.sh ; loader
            evil.example.com
            "/tmp/.X11-unix/.x y" in a quote
            // and a remark

            """
        #expect(
            values(text) == [
                "digest d41d8cd98f00b204e9800998ecf8427e", "address 203.0.113.9", "address 2001:db8::/32", "host cdn.example.org",
                "host evil.example.com", "path /tmp/.X11-unix/.x y",
            ])
        #expect(read(text).value[3].about == "loader")
    }

    @Test("A line that is no indicator is a problem with its number")
    func problem() {
        let parsed = read("203.0.113.9\nrun.sh\n")
        #expect(parsed.value.count == 1)
        #expect(parsed.problems.first?.line == 2)
    }

    @Test("An event of MISP gives the attributes that are meant to be looked for, those of its objects too")
    func misp() {
        let text = #"""
            {"response":[{"Event":{"info":"Rented desk","Attribute":[
              {"type":"ip-dst","value":"203.0.113.9","to_ids":true},
              {"type":"ip-dst","value":"192.0.2.1","to_ids":false},
              {"type":"domain|ip","value":"c2.example.net|198.51.100.4","to_ids":true},
              {"type":"comment","value":"203.0.113.10"}],
             "Object":[{"name":"file","Attribute":[{"type":"sha256","value":"5891B5B522D5DF086D0FF0B110FBD9D21BB4FC7163AF34D08286A2E846F6BE03"},
              {"type":"filename|md5","value":"kit.tgz|d41d8cd98f00b204e9800998ecf8427e"}]}]}}]}
            """#
        #expect(
            values(text) == [
                "address 203.0.113.9", "host c2.example.net", "address 198.51.100.4",
                "digest 5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03", "file-name kit.tgz",
                "digest d41d8cd98f00b204e9800998ecf8427e",
            ])
        #expect(read(text).value.allSatisfy { $0.about == "Rented desk" && $0.list == "l" })
    }

    @Test("A bundle of STIX gives what its patterns compare with, and not what they exclude, what was revoked or other languages")
    func stix() {
        let text = #"""
            {"type":"bundle","objects":[
              {"type":"indicator","name":"Loader","pattern_type":"stix","pattern":"[file:hashes.'SHA-256' = '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03' OR file:name='dropper'] FOLLOWEDBY [ipv4-addr:value IN ('203.0.113.9', '203.0.113.10')]"},
              {"type":"indicator","pattern_type":"stix","pattern":"[domain-name:value NOT = 'good.example.com' AND url:value = 'http://bad.example.com/it\\'s']"},
              {"type":"indicator","revoked":true,"pattern_type":"stix","pattern":"[ipv4-addr:value = '192.0.2.7']"},
              {"type":"indicator","pattern_type":"yara","pattern":"rule a { condition: true }"},
              {"type":"ipv4-addr","value":"192.0.2.8"}]}
            """#
        #expect(
            values(text) == [
                "digest 5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03", "file-name dropper", "address 203.0.113.9",
                "address 203.0.113.10", "host bad.example.com",
            ])
        #expect(read(text).problems.count == 1)
    }

    @Test("JSON that is neither is said to be neither")
    func neither() {
        #expect(read(#"{"hello": 1}"#).problems.first?.reason == "neither a STIX bundle nor a MISP event with attributes")
        #expect(!read(#"{"type":"bundle","objects":["#).problems.isEmpty)
    }
}
