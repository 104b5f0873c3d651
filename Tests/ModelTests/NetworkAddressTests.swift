import Model
import Testing

@Suite("Addresses of the Internet")
struct NetworkAddressTests {
    @Test(
        "Every way of writing one address is the same address",
        arguments: [
            ("2001:db8::7", "2001:0DB8:0:0:0:0:0:7"), ("::ffff:192.0.2.7", "192.0.2.7"), ("fe80::1%eth0", "fe80::1"),
            ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"), ("::", "0:0:0:0:0:0:0:0"),
        ])
    func same(left: String, right: String) throws {
        let address = try #require(NetworkAddress(left))
        #expect(address == NetworkAddress(right))
    }

    @Test(
        "What is none is refused",
        arguments: [
            "", "1.2.3", "1.2.3.256", "1.2.3.4.5", "a.b.c.d", ":", "1::2::3", "1:2:3:4:5:6:7:8:9", "12345::", "1:2:3:4:5:6:7:", "::1.2.3",
            "1.2.3.0004",
        ])
    func refused(text: String) {
        #expect(NetworkAddress(text) == nil)
    }

    @Test(
        "A network holds its first and last address and no neighbour",
        arguments: [
            ("192.0.2.77/26", ["192.0.2.64", "192.0.2.127"], ["192.0.2.128", "192.0.2.63", "::"]),
            ("2001:db8::/33", ["2001:db8::", "2001:db8:7fff::1"], ["2001:db8:8000::", "2001:db7:ffff::"]),
            ("0.0.0.0/0", ["255.255.255.255"], ["::1"]),
        ])
    func network(text: String, inside: [String], outside: [String]) throws {
        let range = try #require(NetworkRange(RawText(text)))
        for text in inside {
            let address = try #require(NetworkAddress(text))
            #expect(range.contains(address), "\(text)")
        }
        for text in outside {
            let address = try #require(NetworkAddress(text))
            #expect(!range.contains(address), "\(text)")
        }
    }

    @Test("What is no network is refused", arguments: ["192.0.2.0/33", "192.0.2.0", "192.0.2.0/", "2001:db8::/129", "/8"])
    func noNetwork(text: String) {
        #expect(NetworkRange(RawText(text)) == nil)
    }
}
