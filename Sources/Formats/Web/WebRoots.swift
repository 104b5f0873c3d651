import Model

/// Where web servers keep their files when nothing is said, by distribution and control panel.
package enum WebRoots {
    /// Absolute folders; `*` stands for one account, domain or folder name. Folders of programs (cgi-bin) are among them.
    package static let wellKnown: [RawText] = [
        // Debian and Ubuntu.
        "/var/www/html", "/var/www", "/usr/lib/cgi-bin", "/var/www/*/public_html", "/usr/share/nginx/html",
        // Red Hat and its children; Fedora.
        "/var/www/cgi-bin", "/usr/share/httpd/noindex",
        // SUSE.
        "/srv/www/htdocs", "/srv/www/cgi-bin", "/srv/www/vhosts/*/htdocs", "/srv/www/vhosts/*/cgi-bin",
        // Arch.
        "/srv/http",
        // Alpine.
        "/var/www/localhost/htdocs", "/var/www/localhost/cgi-bin", "/var/lib/nginx/html",
        // Users' own folders, cPanel, DirectAdmin's links to them.
        "/home/*/public_html", "/home/*/public_html/cgi-bin", "/home/*/www", "/home/*/htdocs", "/home/*/html", "/usr/local/apache/htdocs",
        "/usr/local/apache/cgi-bin", "/usr/local/apache2/htdocs", "/usr/local/apache2/cgi-bin", "/usr/local/cpanel/cgi-sys",
        // DirectAdmin.
        "/home/*/domains/*/public_html", "/home/*/domains/*/private_html",
        // Plesk.
        "/var/www/vhosts/*/httpdocs", "/var/www/vhosts/*/httpsdocs", "/var/www/vhosts/*/cgi-bin", "/var/www/vhosts/*/subdomains/*/httpdocs",
        // ISPConfig, Virtualmin, HestiaCP and VestaCP, CyberPanel, aaPanel.
        "/var/www/clients/*/*/web", "/var/www/clients/*/*/cgi-bin", "/home/*/domains/*/public_html/cgi-bin", "/home/*/web/*/public_html",
        "/home/*/web/*/cgi-bin", "/home/*/*/public_html", "/www/wwwroot/*",
        // Hand-built servers.
        "/usr/local/nginx/html", "/usr/local/www", "/opt/lampp/htdocs", "/srv/www",
        // Packaged applications.
        "/usr/share/phpmyadmin", "/usr/share/roundcube", "/var/lib/roundcube", "/usr/share/wordpress", "/usr/share/drupal7",
    ]
}
