import Model

/// Programs that panels, vendors' installers and administrators put among the distribution's own, under their usual names: a program
/// of such a name that nothing explains is told, but not held to be an intruder's for that alone.
package enum HandBuiltPrograms {
    package static func isKnown(_ path: RawText) -> Bool {
        Places.isProgramFolder(path.parentFolder) && names.contains(path.lastComponent)
    }

    private static let names: Set<RawText> = [
        "exim", "dovecot", "proftpd", "pure-ftpd", "nginx", "httpd", "lshttpd", "litespeed", "mysqld", "mariadbd", "named", "php-fpm",
        "spamd", "clamd", "jk_chrootsh", "jk_uchroot", "jk_lsh", "nvidia-modprobe", "nvidia-smi", "nvidia-persistenced", "docker-compose",
        "suexec", "directadmin", "da_exim",
    ]
}
