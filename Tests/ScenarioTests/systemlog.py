# Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
"""The system's log in the form of RFC 3164, with sshd's and sudo's own words."""

import shlex

import traffic


class SystemLog(traffic.Log):
    """Lines of syslog:

    at TIME PROGRAM: MESSAGE | every SECONDS FROM TO PROGRAM: MESSAGE    as they stand; `{pid}` is a number that grows
    session USER ADDRESS FROM TO password|publickey                     a log-in through sshd with its end
    admin USER ADDRESS SECONDS FROM TO password|publickey               the same again and again, at times that wander
    guesses NUMBER FROM TO USER ADDRESS                                 passwords that sshd refused
    spread NUMBER FROM TO USER                                          the same from as many addresses as possible
    strangers PER-DAY FROM TO                                           everybody tries everywhere
    """

    def __init__(self, story, name):
        super().__init__(story, name)
        self.pid = 2100

    def tell(self, line):
        verb, _, rest = line.partition(" ")
        if verb in ("at", "every"):
            getattr(self, "on_" + verb)(rest)
        elif verb in ("session", "admin", "guesses", "spread", "strangers"):
            getattr(self, "on_" + verb)(*shlex.split(rest))
        elif line.strip():
            raise ValueError(f"a log does not know: {line}")

    def say(self, moment, message):
        self.pid = 2100 + (self.pid - 2100 + 3) % 29000
        time = self.local(moment)
        self.add(moment, f"{time:%b} {time.day:2d} {time:%H:%M:%S} {self.story.settings.get('host', 'server')} "
                         + message.replace("{pid}", str(self.pid)))

    def on_at(self, rest):
        day, time, message = rest.split(" ", 2)
        self.say(self.story.moment(f"{day} {time}"), message)

    def on_every(self, rest):
        seconds, day, time, last_day, last_time, message = rest.split(" ", 5)
        moment, last = self.story.moment(f"{day} {time}"), self.story.moment(f"{last_day} {last_time}")
        while moment <= last:
            self.say(moment, message)
            moment += float(seconds)

    def on_session(self, user, who, first, last, method="password"):
        self.visit(self.story.moment(first), self.story.moment(last), user, who, method)

    def on_admin(self, user, who, seconds, first, last, method="publickey"):
        moment, end = self.story.moment(first), self.story.moment(last)
        while moment <= end:
            own = moment + self.chance.randrange(-5400, 5400)
            if own + 1_900 <= end:
                self.visit(own, own + self.chance.randrange(120, 1_800), user, who, method)
            moment += float(seconds)

    def on_guesses(self, number, first, last, user, who):
        first, last, number = self.story.moment(first), self.story.moment(last), int(number)
        for index in range(number):
            self.refusal(first + (last - first) * index / max(1, number - 1), user, who)

    def on_spread(self, number, first, last, user):
        first, last, number = self.story.moment(first), self.story.moment(last), int(number)
        for index in range(number):
            self.refusal(first + (last - first) * index / max(1, number - 1), user, traffic.address(self.chance))

    def on_strangers(self, per_day, first, last):
        first, last = self.story.moment(first), self.story.moment(last)
        for _ in range(int(float(per_day) * (last - first) / 86_400)):
            moment, who, user = self.chance.uniform(first, last), traffic.address(self.chance), self.chance.choice(traffic.NAMES)
            for turn in range(self.chance.randrange(1, 4)):
                self.refusal(moment + 4 * turn, user, who)

    def visit(self, moment, end, user, who, method):
        port, ending = self.chance.randrange(32_000, 61_000), ": ED25519 SHA256:9tVNnGzv8q1Yw" if method == "publickey" else ""
        self.say(moment, f"sshd[{{pid}}]: Accepted {method} for {user} from {who} port {port} ssh2{ending}")
        pid = self.pid
        self.say(moment, f"sshd[{pid}]: pam_unix(sshd:session): session opened for user {user}(uid={0 if user == 'root' else 1000}) by (uid=0)")
        self.say(end, f"sshd[{pid}]: Received disconnect from {who} port {port}:11: disconnected by user")
        self.say(end, f"sshd[{pid}]: pam_unix(sshd:session): session closed for user {user}")

    def refusal(self, moment, user, who):
        unknown = "" if user in ("root", self.story.settings.get("user")) else "invalid user "
        self.say(moment, f"sshd[{{pid}}]: Failed password for {unknown}{user} from {who} port {self.chance.randrange(32_000, 61_000)} ssh2")
