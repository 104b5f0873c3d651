import Model

/// Zones by their names, for collections that hold the name of a host's zone and not its rules: those of the time zone database (IANA,
/// release 2024a) that servers are set to most, with the rules of today. What a zone did in former years is not told.
package enum ZoneNames {
    private static let rules: [(rule: RawText, names: String)] = [
        ("UTC0", "UTC Etc/UTC Etc/GMT GMT Universal Zulu Etc/Universal Africa/Abidjan Africa/Accra Atlantic/Reykjavik"),
        ("JST-9", "Asia/Tokyo Japan"), ("KST-9", "Asia/Seoul ROK"),
        ("CST-8", "Asia/Shanghai Asia/Taipei Asia/Macau Asia/Chongqing Asia/Harbin PRC ROC"), ("HKT-8", "Asia/Hong_Kong Hongkong"),
        ("<+08>-8", "Asia/Singapore Singapore Asia/Kuala_Lumpur"), ("PST-8", "Asia/Manila"), ("AWST-8", "Australia/Perth"),
        ("<+07>-7", "Asia/Bangkok Asia/Ho_Chi_Minh Asia/Saigon Asia/Novosibirsk"), ("WIB-7", "Asia/Jakarta"),
        ("<+0530>-5:30", "Asia/Colombo"), ("IST-5:30", "Asia/Kolkata Asia/Calcutta"), ("<+0545>-5:45", "Asia/Kathmandu Asia/Katmandu"),
        ("<+06>-6", "Asia/Dhaka"), ("PKT-5", "Asia/Karachi"), ("<+05>-5", "Asia/Tashkent Asia/Yekaterinburg Asia/Almaty"),
        ("<+04>-4", "Asia/Dubai Asia/Baku Asia/Tbilisi Asia/Yerevan"), ("<+0330>-3:30", "Asia/Tehran Iran"),
        ("<+03>-3", "Europe/Istanbul Asia/Istanbul Turkey Asia/Riyadh Asia/Kuwait Asia/Qatar Asia/Baghdad Europe/Minsk"),
        ("MSK-3", "Europe/Moscow Europe/Simferopol W-SU"), ("EAT-3", "Africa/Nairobi"), ("SAST-2", "Africa/Johannesburg"),
        ("CAT-2", "Africa/Maputo Africa/Harare"), ("WAT-1", "Africa/Lagos"), ("<+01>-1", "Africa/Casablanca"),
        ("CET-1", "Africa/Algiers Africa/Tunis"),
        ("IST-2IDT,M3.4.4/26,M10.5.0", "Asia/Jerusalem Asia/Tel_Aviv Israel"), ("EET-2EEST,M4.5.5/0,M10.5.4/24", "Africa/Cairo Egypt"),
        (
            "EET-2EEST,M3.5.0/3,M10.5.0/4",
            "Europe/Helsinki Europe/Kiev Europe/Kyiv Europe/Riga Europe/Sofia Europe/Tallinn Europe/Vilnius Europe/Athens Europe/Bucharest EET"
        ),
        (
            "CET-1CEST,M3.5.0,M10.5.0/3",
            """
            Europe/Berlin Europe/Paris Europe/Amsterdam Europe/Brussels Europe/Vienna Europe/Zurich Europe/Rome Europe/Madrid Europe/Prague \
            Europe/Warsaw Europe/Stockholm Europe/Oslo Europe/Copenhagen Europe/Budapest Europe/Luxembourg Europe/Belgrade Europe/Zagreb \
            Europe/Ljubljana Europe/Bratislava Europe/Monaco Europe/Vaduz Europe/Malta Europe/Andorra CET MET
            """
        ),
        ("GMT0BST,M3.5.0/1,M10.5.0", "Europe/London GB"), ("IST-1GMT0,M10.5.0,M3.5.0/1", "Europe/Dublin Eire"),
        ("WET0WEST,M3.5.0/1,M10.5.0", "Europe/Lisbon Portugal WET"),
        ("EST5EDT,M3.2.0,M11.1.0", "America/New_York US/Eastern EST5EDT America/Toronto America/Detroit America/Montreal Canada/Eastern"),
        ("CST6CDT,M3.2.0,M11.1.0", "America/Chicago US/Central CST6CDT America/Winnipeg Canada/Central"),
        ("MST7MDT,M3.2.0,M11.1.0", "America/Denver US/Mountain MST7MDT America/Edmonton Canada/Mountain"),
        ("PST8PDT,M3.2.0,M11.1.0", "America/Los_Angeles US/Pacific PST8PDT America/Vancouver Canada/Pacific America/Tijuana"),
        ("AKST9AKDT,M3.2.0,M11.1.0", "America/Anchorage US/Alaska"), ("HST10", "Pacific/Honolulu US/Hawaii HST"),
        ("AST4ADT,M3.2.0,M11.1.0", "America/Halifax Canada/Atlantic"),
        ("NST3:30NDT,M3.2.0,M11.1.0", "America/St_Johns Canada/Newfoundland"),
        ("MST7", "America/Phoenix US/Arizona MST"), ("EST5", "America/Panama America/Jamaica EST"), ("AST4", "America/Puerto_Rico"),
        ("CST6", "America/Mexico_City America/Costa_Rica America/Guatemala America/Regina"), ("<-05>5", "America/Bogota America/Lima"),
        ("<-04>4", "America/Caracas America/La_Paz America/Manaus"),
        ("<-04>4<-03>,M9.1.6/24,M4.1.6/24", "America/Santiago Chile/Continental"),
        ("<-03>3", "America/Sao_Paulo Brazil/East America/Argentina/Buenos_Aires America/Buenos_Aires America/Montevideo America/Bahia"),
        ("AEST-10AEDT,M10.1.0,M4.1.0/3", "Australia/Sydney Australia/Melbourne Australia/Canberra Australia/Hobart Australia/ACT"),
        ("AEST-10", "Australia/Brisbane"), ("ACST-9:30ACDT,M10.1.0,M4.1.0/3", "Australia/Adelaide"), ("ACST-9:30", "Australia/Darwin"),
        ("NZST-12NZDT,M9.5.0,M4.1.0/3", "Pacific/Auckland NZ"), ("<+10>-10", "Asia/Vladivostok"), ("<+09>-9", "Asia/Yakutsk"),
        ("<+08>-8", "Asia/Irkutsk"), ("<+07>-7", "Asia/Krasnoyarsk"), ("<+06>-6", "Asia/Omsk"), ("<+04>-4", "Europe/Samara"),
    ]
    private static let byName: [RawText: RawText] = {
        var table: [RawText: RawText] = [:]
        for (rule, names) in rules { for name in names.split(separator: " ") { table[RawText(String(name))] = rule } }
        return table
    }()

    /// The rules of a zone, as "Asia/Tokyo", "Etc/GMT-9" or a TZ string of tzset(3); nil where the name is not known.
    package static func rules(_ name: RawText) -> TimeZoneRules? {
        if let rule = byName[name] { return TimeZoneRules.posix(rule) }
        // "Etc/GMT-9" is nine hours east, as in a TZ string.
        if name.hasPrefix("Etc/GMT") { return TimeZoneRules.posix("<GMT>" + RawText(Array(name.bytes.dropFirst(7)))) }
        return name.contains("/") ? nil : TimeZoneRules.posix(name)
    }
}
