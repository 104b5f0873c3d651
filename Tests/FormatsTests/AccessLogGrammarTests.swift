import Formats
import Model
import Testing

@Suite struct `Access logs of a configured server` {
    func read(_ grammar: AccessLogGrammar?, _ line: String) throws -> Event {
        let grammar = try #require(grammar)
        let events = EventFixture.events(
            Array(line.utf8), latest: Timestamp(seconds: 1_400_000_000), offset: 0, formats: [.access(grammar)])
        return try #require(events.first)
    }

    @Test func `are read by every directive of a long LogFormat`() throws {
        let event = try read(
            AccessLogGrammar(
                apache:
                    #"%v:%p %a %l %u [%{%Y-%m-%d %H:%M:%S}t.%{usec_frac}t %{%z}t] \"%m %U%q %H\" %>s %<s %O %I %D \"%{X-Forwarded-For}i\" \"%{User-agent}i\" %{session}C %X %P"#
            ),
            #"shop.example:443 192.0.2.4 - bob [2011-03-12 00:30:01.123456 +0900] "GET /a?b=1 HTTP/1.1" 403 200 512 300 1234 "198.51.100.1, 192.0.2.9" "curl/8 \"x\"" abc + 77"#
        )
        let words = ExpectedEvent.words(
            of: event,
            like:
                "- - - - url.domain address user method http.version status http.response.bytes http.duration.us http.request.headers.x-forwarded-for agent http.request.cookies.session pid"
        )
        #expect(
            words
                == #"2011-03-11T15:30:01.123456000Z http.access http.request failure url.domain=shop.example address=192.0.2.4 user=bob method=GET http.version=1.1 status=403 http.response.bytes=512 http.duration.us=1234 http.request.headers.x-forwarded-for=198.51.100.1,\s192.0.2.9 agent=curl/8\s"x" http.request.cookies.session=abc pid=77"#
        )
    }

    @Test func `keep their address when a visitor's name holds another line`() throws {
        let grammar = AccessLogGrammar(nginx: #"$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent"#)
        let event = try read(
            grammar,
            #"192.0.2.4 - x [01/Jan/2000:00:00:00 +0000] \x22GET / HTTP/1.1\x22 200 1 [12/Mar/2011:00:30:01 +0900] "GET /real HTTP/1.1" 404 9"#
        )
        #expect(event.address == "192.0.2.4")
        #expect(event.path == "/real")
        #expect(event.status == 404)
        #expect(event.time?.timestamp == Timestamp(seconds: 1_299_857_401))
    }

    @Test func `are read when nginx writes them as JSON`() throws {
        let grammar = AccessLogGrammar(
            nginx:
                #"escape=json{"t":"$time_iso8601","ip":"$remote_addr","xff":"$http_x_forwarded_for","req":"$request_uri","m":"$request_method","code":$status,"sent":$body_bytes_sent,"ua":"$http_user_agent","took":$request_time}"#
        )
        let event = try read(
            grammar,
            #"{"t":"2011-03-12T00:30:01+09:00","ip":"192.0.2.4","xff":"","req":"/x?q=\"","m":"POST","code":500,"sent":10,"ua":"a\",\"code\":200","took":0.003}"#
        )
        #expect(event.path == #"/x?q=""#)
        #expect(event.agent == #"a","code":200"#)
        #expect(event.status == 500)
        #expect(event.outcome == .failure)
        #expect(event[field: "http.duration.s"] == "0.003")
    }

    @Test(arguments: [
        ("%{%d/%b/%Y:%H:%M:%S}t.%{msec_frac}t %h %r", "12/Mar/2011:00:30:01.250 192.0.2.4 GET / HTTP/1.1", 1_299_889_801),
        ("%{sec}t %h", "1299889801 192.0.2.4", 1_299_889_801),
        ("%{msec}t %h", "1299889801250 192.0.2.4", 1_299_889_801),
        ("%h %{begin:usec}t", "192.0.2.4 1299889801250999", 1_299_889_801),
        ("%{%c}t %h", "Sat Mar 12 00:30:01 2011 192.0.2.4", 1_299_889_801),
        ("%{%I:%M:%S %p %d.%m.%y}t %h", "12:30:01 AM 12.03.11 192.0.2.4", 1_299_889_801),
        ("%h\\t%t\\t%r", "192.0.2.4\t[12/Mar/2011:00:30:01 +0000]\tGET / HTTP/1.1", 1_299_889_801),
    ]) func `tell the time however it is written`(_ format: String, _ line: String, _ seconds: Int) throws {
        let event = try read(AccessLogGrammar(apache: format), line)
        #expect(event.time?.timestamp.seconds == Int64(seconds))
        #expect(event.address == "192.0.2.4")
        #expect(event.kind == .httpRequest)
    }

    @Test func `have no grammar where no time is written`() {
        #expect(AccessLogGrammar(apache: "%h %r") == nil)
        #expect(AccessLogGrammar(nginx: "$remote_addr $request") == nil)
        #expect(AccessLogGrammar(apache: "%") == nil)
        #expect(AccessLogGrammar(apache: "%{") == nil)
    }

    @Test func `are found with their grammar in the configuration of Apache`() throws {
        let text = #"""
            LogFormat "%v:%p %h %l %u %t \"%r\" %>s %O" vhost
            LogFormat "%h\t%t\t\"%r\"\t%>s" tabs
            <VirtualHost *:80>
              CustomLog ${APACHE_LOG_DIR}/shop.log vhost env=!quiet
              CustomLog "|/usr/bin/rotatelogs /srv/logs/tabs-%Y%m%d.log 86400" tabs
              CustomLog logs/own "%t %h"
              TransferLog /var/log/transfer
            </VirtualHost>
            """#
        let places = AccessLogDirectives.apache([Array(text.utf8)])
        #expect(places.map(\.path) == ["/var/log/apache2/shop.log", "/srv/logs/tabs-*.log", "*/logs/own", "/var/log/transfer"])
        let grammar = places.dropFirst().first?.grammar
        let event = try read(grammar, "192.0.2.4\t[12/Mar/2011:00:30:01 +0000]\t\"GET / HTTP/1.1\"\t404")
        #expect(event.status == 404)
    }

    @Test func `are found with their grammar in the configuration of nginx`() throws {
        let text = #"""
            http {
              log_format main '$remote_addr - $remote_user [$time_local] "$request" '
                              '$status $body_bytes_sent "$http_referer"\t$request_time';
              access_log /var/log/nginx/access.log main buffer=16k;
              server { access_log /var/log/nginx/$host-access.log; access_log off; access_log syslog:server=192.0.2.1; }
            }
            """#
        let places = AccessLogDirectives.nginx([Array(text.utf8)])
        #expect(places.map(\.path) == ["/var/log/nginx/access.log", "/var/log/nginx/*-access.log"])
        #expect(places.last?.ending == "-access.log")
        let event = try read(places.first?.grammar, "192.0.2.4 - - [12/Mar/2011:00:30:01 +0000] \"GET / HTTP/1.1\" 200 5 \"-\"\t0.1")
        #expect(event[field: "http.duration.s"] == "0.1")
    }

    @Test func `are read or declined whatever is done to them`() throws {
        let format = #"%v:%p %a %u [%{%d/%b/%Y:%T}t] \"%r\" %>s %O \"%{Referer}i\""#
        let grammar = try #require(AccessLogGrammar(apache: format))
        let line = Array(#"shop.example:443 192.0.2.4 bob [12/Mar/2011:00:30:01] "GET /a\"?b=1 HTTP/1.1" 403 512 "-""#.utf8)
        for end in 0...line.count {
            var draft = EventDraft()
            let cut = Array(line[..<end])
            let isRead = grammar.read(cut.span, 0..<cut.count, &draft)
            #expect(!isRead || draft.address.isPresent, "\(end)")
        }
        for at in line.indices {
            for byte in [0x00, 0x20, 0x22, 0x5c, 0x5b, 0xff] as [UInt8] {
                var changed = line
                changed[at] = byte
                var draft = EventDraft()
                _ = grammar.read(changed.span, 0..<changed.count, &draft)
            }
            var formatText = Array(format.utf8)
            formatText[at % formatText.count] = line[at]
            _ = AccessLogGrammar(apache: formatText)
            _ = AccessLogGrammar(nginx: formatText)
        }
    }
}
