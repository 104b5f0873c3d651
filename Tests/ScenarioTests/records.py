# Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
"""The verbs that place the logs of a story, as its servers would have left them."""

import gzip

import keeping
import logins
import systemlog
import traffic


class Records:
    """A part of Planting: it writes logs, and knows what honest visitors there were."""

    def wtmp(self, section):
        """wtmp PATH …: see logins.wtmp"""
        self.write(section.path, logins.wtmp(self.story, section.body))
        self.settle(section, "664")

    def log(self, section):
        """log PATH …: see systemlog.SystemLog; `gzip` packs it, `rotated` and its kin keep it as logrotate does, `journal` as systemd"""
        log = systemlog.SystemLog(self.story, section.arguments[0])
        self._listen(log, section)
        if section.has("journal"):
            lines = keeping.spared(self.story, section, log.lines)
            self.write(section.path, keeping.journal(self.story, lines, self._machine))
            self._keep(section, section.path, max(line[0] for line in lines))
        elif section.option("at"):
            content = b"".join(line[2] for line in keeping.spared(self.story, section, sorted(log.lines, key=lambda line: line[:2])))
            self.write(section.path, gzip.compress(content, mtime=0) if section.has("gzip") else content)
            self.settle(section, "640")
        else:
            self._pieces(section, section.path, log)

    def visits(self, section):
        """visits PATH …: an access log, see traffic.Visits"""
        log = traffic.Visits(self.story, section.arguments[0])
        self._listen(log, section)
        for page, readers in log.readers.items():
            self.readers.setdefault(page, []).extend(readers)
        self._pieces(section, section.path, log)

    def transfers(self, section):
        """transfers vsftpd|proftpd|pure-ftpd …: the logs of an FTP server, see traffic.Transfers"""
        daemon = section.arguments[0]
        log = traffic.Transfers(self.story, daemon, daemon)
        self._listen(log, section)
        self._pieces(section, log.PATHS[daemon], log)
        if log.transfers.lines:
            self._pieces(section, b"/var/log/proftpd/xferlog", log.transfers)

    # ---- Means.

    @property
    def _machine(self):
        return "0123456789abcdef0123456789abcdef"

    def _listen(self, log, section):
        for line in section.body:
            if line.strip():
                log.tell(line)

    def _pieces(self, section, path, log):
        """Writes the pieces of a log; a second section of the same log is merged with the first, and kept as the first says."""
        now = self.now / 10**9
        first, lines = self.logs.setdefault(path, (section, []))
        lines += [line for line in log.lines if line[0] <= now]
        tells = any(line.split(" ")[0] in ("guesses", "spread") for line in section.body)
        for name, content, last in keeping.pieces(self.story, first, path, lines, now):
            self.write(name, content)
            self._keep(first, name, last)
            if tells:
                # What findings tell of guessing stands in the log.
                self.guilty.add(name)

    def _keep(self, section, path, last):
        """A log was last written with its last line, and whoever took lines away is the intruder."""
        moment = int(last * 10**9)
        self._times.append((path, moment))
        self.stamps[path] = (moment, self.born or moment)
        if any(section.has(word) for word in ("lost", "torn", "begins", "ends")):
            self.guilty.add(path)
