import Model

/// Programs that ask without a person, by the names that they give themselves.
enum RobotAgents {
    private static let words: [RawText] = [
        "bot", "crawl", "spider", "slurp", "curl/", "wget/", "python", "go-http-client", "libwww", "java/", "okhttp", "httpclient", "ruby",
        "perl",
        "scrapy", "headless", "phantomjs", "monitor", "uptime", "pingdom", "nagios", "check_http", "zabbix", "feed", "rss",
        "facebookexternal",
        "whatsapp", "preview", "validator", "archiver", "ahrefs", "semrush", "mj12", "yandeximages", "baidu", "sogou", "bingpreview",
        "mediapartners",
        "apachebench", "siteimprove", "lighthouse", "node-fetch", "axios", "guzzle", "masscan", "zgrab", "nmap", "nikto", "sqlmap",
        "wordpress/",
        "google-read-aloud", "googleother", "google-inspectiontool", "adsbot", "ia_archiver", "hatena", "y!j", "icc-crawler", "steeler",
        "netcraft", "censys",
    ]

    static func isRobot(_ agent: RawText) -> Bool {
        if agent.isEmpty || agent == "-" { return true }
        let lower = agent.asciiLowercased
        return words.contains { lower.contains($0) }
    }
}
