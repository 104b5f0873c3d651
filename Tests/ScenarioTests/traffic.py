# Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
"""Lines as the servers themselves write them: web servers in the combined form, three FTP servers, sshd.

The honest noise is the same at every run: every choice is made by a generator that is seeded with the names of story and log.
Addresses are those of documentation and of benchmarks (RFC 5737, RFC 2544, RFC 3849), which belong to nobody.
"""

import datetime
import random
import shlex

AGENTS = [
    "Mozilla/5.0 (Windows NT 6.1; WOW64; rv:21.0) Gecko/20100101 Firefox/21.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/88.0.4324.150 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 14_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/14.0.3 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 10; SO-41A) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/88.0.4324.152 Mobile Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/14.0.2 Safari/605.1.15",
]
ROBOTS = [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
]
PROBES = ["/phpmyadmin/index.php", "/wp-login.php", "/.env", "/admin.php", "/xmlrpc.php", "/w00tw00t.at.ISC.SANS.DFind:)", "/cgi-bin/test.cgi",
          "/?author=1", "/index.php?page=../../../../etc/passwd", "/.git/config"]
NAMES = ["root", "admin", "test", "oracle", "ubuntu", "postgres", "git", "user", "ftpuser", "pi"]


def address(chance):
    """An address of nobody."""
    if chance.random() < 0.15:
        return f"2001:db8:{chance.randrange(1, 9999):x}::{chance.randrange(1, 65000):x}"
    return f"198.{chance.choice((18, 19))}.{chance.randrange(256)}.{chance.randrange(1, 255)}"


class Log:
    """The lines of one log while they are gathered: (moment, order, bytes)."""

    def __init__(self, story, name):
        self.story, self.lines = story, []
        self.chance = random.Random(f"{story.name} {name}")

    def add(self, moment, text):
        self.lines.append((moment, len(self.lines), text.encode("utf-8", "surrogateescape") + b"\n"))

    def local(self, moment):
        return datetime.datetime.fromtimestamp(moment, self.story.zone)


class Visits(Log):
    """An access log (Apache's and nginx's combined form), with a count of the persons who fetched each page and at which size."""

    def __init__(self, story, name):
        super().__init__(story, name)
        self.pages = []
        self.assets = []
        # Page → [(moment, address, agent)] of honest persons.
        self.readers = {}

    def request(self, moment, who, method, path, status, size, agent="-", referer="-"):
        time = self.local(moment)
        self.add(moment, f'{who} - - [{time:%d/%b/%Y:%H:%M:%S} {time:%z}] "{method} {path} HTTP/1.1" {status} {size} "{referer}" "{agent}"')

    def tell(self, line):
        words = shlex.split(line)
        getattr(self, "on_" + words[0])(*words[1:])

    def on_page(self, path, size, *steps):
        """page PATH BYTES [BYTES from TIME]…"""
        sizes = [(float("-inf"), int(size))]
        for step in range(0, len(steps), 3):
            sizes.append((self.story.moment(steps[step + 2]), int(steps[step])))
        self.pages.append((path, sizes))

    def on_asset(self, path, size):
        self.assets.append((path, int(size)))

    def size(self, path, moment):
        sizes = next((sizes for name, sizes in self.pages if name == path), [(0, 900)])
        return [size for since, size in sizes if since <= moment][-1]

    def on_people(self, per_day, first, last):
        """people PER-DAY FROM TO: visitors who read a page or three, with its pictures"""
        for moment in self.moments(per_day, first, last):
            who, agent = address(self.chance), self.chance.choice(AGENTS)
            referer = "-"
            for _ in range(self.chance.randrange(1, 4)):
                path = self.chance.choice(self.pages)[0]
                size = self.size(path, moment)
                self.request(moment, who, "GET", path, 200, size, agent, referer)
                self.readers.setdefault(path, []).append((moment, who, agent))
                for asset, bytes_ in self.assets:
                    self.request(moment + 1, who, "GET", asset, 200, bytes_, agent, path)
                referer = "http://" + self.story.settings.get("site", "www.example.jp") + path
                moment += self.chance.randrange(5, 90)

    def on_robots(self, per_day, first, last):
        for moment in self.moments(per_day, first, last):
            path = self.chance.choice(self.pages)[0]
            self.request(moment, address(self.chance), "GET", path, 200, self.size(path, moment), self.chance.choice(ROBOTS))

    def on_probes(self, per_day, first, last):
        """probes PER-DAY FROM TO: what every server hears of strangers, all of it refused"""
        for moment in self.moments(per_day, first, last):
            who = address(self.chance)
            for path in self.chance.sample(PROBES, self.chance.randrange(1, 5)):
                self.request(moment, who, "GET", path, self.chance.choice((404, 404, 403)), 196, "-")
                moment += 1

    def on_at(self, day, time, who, method, path, status, size, agent="Mozilla/5.0", referer="-"):
        self.request(self.story.moment(f"{day} {time}"), who, method, path, status, size, agent, referer)

    def on_every(self, seconds, day, time, last_day, last_time, who, method, path, status, size, agent="Mozilla/5.0"):
        moment, last = self.story.moment(f"{day} {time}"), self.story.moment(f"{last_day} {last_time}")
        while moment <= last:
            self.request(moment, who, method, path, status, size, agent)
            moment += float(seconds)

    def moments(self, per_day, first, last):
        first, last = self.story.moment(first), self.story.moment(last)
        number = int(float(per_day) * (last - first) / 86_400)
        return sorted(int(self.chance.uniform(first, last)) for _ in range(number))


class Transfers(Log):
    """The log of an FTP server, in the form of one of three."""

    PATHS = {"vsftpd": b"/var/log/vsftpd.log", "proftpd": b"/var/log/proftpd/proftpd.log", "pure-ftpd": b"/var/log/syslog"}

    def __init__(self, story, name, daemon):
        super().__init__(story, name)
        self.daemon, self.pid = daemon, 3000
        self.homes = {}
        # ProFTPD writes transfers to a log of their own.
        self.transfers = Log(story, name + " transfers")

    def tell(self, line):
        words = shlex.split(line)
        getattr(self, "on_" + words[0].replace("-", "_"))(*words[1:])

    def on_home(self, user, folder):
        self.homes[user] = folder

    def on_habit(self, user, who, seconds, first, last, path, size):
        """habit USER ADDRESS SECONDS FROM TO PATH BYTES: the owner uploads a page now and then, at times that wander"""
        moment, end = self.story.moment(first), self.story.moment(last)
        while moment <= end:
            own = moment + self.chance.randrange(-5400, 5400)
            if own <= end:
                self.login(own, user, who)
                self.file(own + 9, user, who, "upload", path, int(size) + self.chance.randrange(200))
                self.logout(own + 40, user, who)
            moment += float(seconds)

    def on_login(self, day, time, user, who):
        self.login(self.story.moment(f"{day} {time}"), user, who)

    def on_logout(self, day, time, user, who):
        self.logout(self.story.moment(f"{day} {time}"), user, who)

    def on_upload(self, day, time, user, who, path, size):
        self.file(self.story.moment(f"{day} {time}"), user, who, "upload", path, int(size))

    def on_download(self, day, time, user, who, path, size):
        self.file(self.story.moment(f"{day} {time}"), user, who, "download", path, int(size))

    def on_delete(self, day, time, user, who, path):
        self.file(self.story.moment(f"{day} {time}"), user, who, "delete", path, 0)

    def on_guesses(self, number, first, last, user, who):
        """guesses NUMBER FROM TO USER ADDRESS: passwords that were refused"""
        first, last, number = self.story.moment(first), self.story.moment(last), int(number)
        for index in range(number):
            self.refusal(first + (last - first) * index / max(1, number - 1), user, who)

    def on_strangers(self, per_day, first, last):
        """strangers PER-DAY FROM TO: everybody tries everywhere"""
        first, last = self.story.moment(first), self.story.moment(last)
        for _ in range(int(float(per_day) * (last - first) / 86_400)):
            moment, who, user = self.chance.uniform(first, last), address(self.chance), self.chance.choice(NAMES)
            for turn in range(self.chance.randrange(1, 4)):
                self.refusal(moment + 3 * turn, user, who)

    def login(self, moment, user, who):
        self.pid += 1
        if self.daemon == "vsftpd":
            self.add(moment - 1, f'{self.stamp(moment - 1)} [pid 2] CONNECT: Client "{who}"')
            self.add(moment, f'{self.stamp(moment)} [pid 1] [{user}] OK LOGIN: Client "{who}"')
        elif self.daemon == "proftpd":
            self.proftpd(moment - 1, who, "FTP session opened.")
            self.proftpd(moment, who, f"USER {user}: Login successful.")
        else:
            self.syslog(moment, f"(?@{who}) [INFO] {user} is now logged in")

    def logout(self, moment, user, who):
        if self.daemon == "proftpd":
            self.proftpd(moment, who, "FTP session closed.")
        elif self.daemon == "pure-ftpd":
            self.syslog(moment, f"({user}@{who}) [INFO] Logout.")

    def refusal(self, moment, user, who):
        self.pid += 1
        if self.daemon == "vsftpd":
            self.add(moment, f'{self.stamp(moment)} [pid 1] [{user}] FAIL LOGIN: Client "{who}"')
        elif self.daemon == "proftpd":
            self.proftpd(moment, who, f"USER {user} (Login failed): Incorrect password")
        else:
            self.syslog(moment, f"(?@{who}) [WARNING] Authentication failed for user [{user}]")

    def file(self, moment, user, who, deed, path, size):
        whole = self.homes.get(user, "/home/" + user) + path
        if self.daemon == "vsftpd":
            words = {"upload": "OK UPLOAD", "download": "OK DOWNLOAD", "delete": "OK DELETE"}[deed]
            tail = "" if deed == "delete" else f", {size} bytes, 61.20Kbyte/sec"
            self.add(moment, f'{self.stamp(moment)} [pid 3] [{user}] {words}: Client "{who}", "{path}"{tail}')
        elif self.daemon == "proftpd":
            letter = {"upload": "i", "download": "o", "delete": "d"}[deed]
            self.transfers.add(moment, f"{self.stamp(moment)} 1 {who} {size} {whole} b _ {letter} r {user} ftp 0 * c")
        else:
            words = {"upload": f"uploaded  ({size} bytes, 61.20KB/sec)", "download": f"downloaded  ({size} bytes, 61.20KB/sec)"}
            home = self.homes.get(user, "/home/" + user)
            text = f"Deleted {home}/{path}" if deed == "delete" else f"{home}/{path} {words[deed]}"
            self.syslog(moment, f"({user}@{who}) [NOTICE] {text}")

    def stamp(self, moment):
        time = self.local(moment)
        return f"{time:%a %b} {time.day:2d} {time:%H:%M:%S %Y}"

    def proftpd(self, moment, who, text):
        time, host = self.local(moment), self.story.settings.get("host", "server")
        self.add(moment, f"{time:%Y-%m-%d %H:%M:%S},{int(moment) * 7 % 1000:03d} {host} proftpd[{self.pid}] {host} ({who}[{who}]): {text}")

    def syslog(self, moment, text):
        time = self.local(moment)
        self.add(moment, f"{time:%b} {time.day:2d} {time:%H:%M:%S} {self.story.settings.get('host', 'server')} pure-ftpd: {text}")
