import Formats
import Model
import Testing

@Suite struct `The configuration of a web server` {
    @Test func `of Apache tells its folders, logs and includes`() {
        let text = """
            # c
            LogFormat "%h %u \\"%r\\"" short
            IncludeOptional sites-enabled/*.conf
            <VirtualHost *:80>
              ServerName example.org
              DocumentRoot "/srv/my site"
              ScriptAlias /cgi-bin/ /usr/lib/cgi-bin/
              CustomLog "|/usr/bin/rotate x" short
              ErrorLog /var/log/e.log
              <Directory /srv/cgi>
                Options -Indexes \\
                  +ExecCGI
              </Directory>
              UserDir public_html
            </VirtualHost>
            """
        let web = ApacheConfigurationFormat.parse(Array(text.utf8).span)
        #expect(web.problems.isEmpty)
        #expect(web.value.folders.map(\.path) == ["/srv/my site", "/usr/lib/cgi-bin/", "/srv/cgi", "public_html"])
        #expect(web.value.folders.map(\.kind) == [.documentRoot, .scripts, .scripts, .userFolders])
        #expect(web.value.folders.map(\.line) == [6, 7, 11, 14])
        #expect(web.value.logs.map(\.path) == ["|/usr/bin/rotate x", "/var/log/e.log"])
        #expect(web.value.formats["short"] == "%h %u \"%r\"")
        #expect(web.value.includes == [Place("sites-enabled/*.conf", line: 3)])
        #expect(web.value.commands.count == 1 && web.value.serverNames == ["example.org"])
        #expect(web.value.directives.first { $0.name == "DocumentRoot" }?.sections == ["VirtualHost *:80"])
    }

    @Test func `of nginx tells its folders, logs and includes`() {
        let text = """
            include /etc/nginx/mime.types;
            http {
              log_format main '$remote_addr "$request"' ' $status';
              server { server_name a b; root /srv/a; # root /no;
                access_log /var/log/a.log main;
                location ~ ^/x${y} { alias "/srv/b c"; }
                access_log off;
              }
            }
            """
        let web = NginxConfigurationFormat.parse(Array(text.utf8).span)
        #expect(web.problems.isEmpty)
        #expect(web.value.folders.map(\.path) == ["/srv/a", "/srv/b c"])
        #expect(web.value.folders.map(\.line) == [4, 6])
        #expect(web.value.folders[1].address == "~ ^/x${y}")
        #expect(web.value.logs.map(\.path) == ["/var/log/a.log"])
        #expect(web.value.formats["main"] == "$remote_addr \"$request\" $status")
        #expect(web.value.serverNames == ["a", "b"])
    }

    @Test func `of lighttpd tells its root and what it runs`() {
        let text =
            "server.document-root = \"/srv/www\" # \"x\"\nalias.url += ( \"/x/\" => \"/srv/x/\" )\ninclude_shell \"/usr/share/l.pl\"\n"
        let web = LighttpdConfigurationFormat.parse(Array(text.utf8).span).value
        #expect(web.folders.map(\.path) == ["/srv/www", "/srv/x/"])
        #expect(web.commands == [Place("/usr/share/l.pl", line: 3)])
    }

    @Test(arguments: ["<VirtualHost>\n", "</VirtualHost>\n"])
    func `of Apache names sections that do not match`(text: String) {
        #expect(ApacheConfigurationFormat.parse(Array(text.utf8).span).problems.count == 1)
    }

    @Test(arguments: ["server {", "}", "root /x"])
    func `of nginx names braces that do not match`(text: String) {
        #expect(NginxConfigurationFormat.parse(Array(text.utf8).span).problems.count == 1)
    }

    @Test func `has roots that are absolute and named once`() {
        #expect(WebRoots.wellKnown.allSatisfy { $0.bytes.first == 0x2f && $0.bytes.last != 0x2f })
        #expect(Set(WebRoots.wellKnown).count == WebRoots.wellKnown.count)
    }
}
