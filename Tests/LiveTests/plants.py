# Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
"""Lies that an intruder tells on a running machine, made by ourselves; every program in them only waits."""

import array
import ctypes
import fcntl
import os
import signal
import socket
import struct

BPFDOOR = 0x7255
SYS_BPF = 321


def become(jail, path, name, descriptors=None, environment=None, memory=None):
    """Starts the waiting program at `path` of the jail under `name`, with our descriptors on the numbers asked for."""
    pid = os.fork()
    if pid:
        return pid
    try:
        # Out of the way first, so that none of them is overwritten before it is moved.
        moved = {number: fcntl.fcntl(source, fcntl.F_DUPFD, 200) for number, source in (descriptors or {}).items()}
        for number, source in moved.items():
            os.dup2(source, number)
            os.set_inheritable(number, True)
            os.close(source)
        os.chroot(jail)
        os.chdir("/")
        os.execve(memory if memory is not None else path, [name], environment or {})
    finally:
        os._exit(127)


def settle(pid, name=None):
    """Waits until a program was started in the process."""
    import time
    for _ in range(200):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                text = file.read()
            if text and b"python" not in text and (name is None or text.startswith(name.encode())):
                return pid
        except OSError:
            pass
        time.sleep(0.01)
    raise RuntimeError(f"process {pid} did not start")


def end(pid):
    try:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    except (ProcessLookupError, ChildProcessError):
        pass


def listening_shell_pair():
    """Both ends of a connection of TCP on the loopback."""
    server = socket.socket()
    server.bind(("127.0.0.1", 0))
    server.listen()
    client = socket.create_connection(server.getsockname())
    other, _ = server.accept()
    server.close()
    return client, other


def packet_socket(promiscuous=False):
    """A packet socket; with the filter of a backdoor that waits for its word, or in promiscuous mode on the loopback."""
    bare = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
    if promiscuous:
        bare.bind(("lo", 3))
        bare.setsockopt(263, 1, struct.pack("IHH8s", socket.if_nametoindex("lo"), 1, 0, b""))
        return bare
    # ldh [12]; jeq 0x800; ldb [23]; jeq udp; ldh [22]; jeq magic; ret all; ret nothing.
    program = [(0x28, 0, 0, 12), (0x15, 0, 5, 0x800), (0x30, 0, 0, 23), (0x15, 0, 3, 17), (0x28, 0, 0, 22), (0x15, 0, 1, BPFDOOR),
               (0x06, 0, 0, 0xffff), (0x06, 0, 0, 0)]
    code = b"".join(struct.pack("HBBI", *line) for line in program)
    buffer = ctypes.create_string_buffer(code)
    bare.setsockopt(socket.SOL_SOCKET, 26, struct.pack("HxxxxxxQ", len(program), ctypes.addressof(buffer)))
    return bare


def bpf(command, attributes):
    buffer = ctypes.create_string_buffer(attributes, 128)
    libc = ctypes.CDLL(None, use_errno=True)
    value = libc.syscall(SYS_BPF, command, buffer, 128)
    if value < 0:
        raise OSError(ctypes.get_errno(), "bpf")
    return value


def traced_call():
    """A small program on the tracepoint sys_enter that does nothing: the descriptor of its link, which alone keeps it."""
    code = ctypes.create_string_buffer(bytes.fromhex("b700000000000000" "9500000000000000"))
    licence = ctypes.create_string_buffer(b"GPL")
    load = struct.pack("IIQQIIQII16s", 17, 2, ctypes.addressof(code), ctypes.addressof(licence), 0, 0, 0, 0, 0, b"banken_test")
    program = bpf(5, load)
    name = ctypes.create_string_buffer(b"sys_enter")
    link = bpf(17, struct.pack("QI", ctypes.addressof(name), program))
    os.close(program)
    return link


def sent_to_nobody(descriptor):
    """Puts a descriptor into the queue of a socket, where no table of descriptors names it; gives the sockets to keep."""
    left, right = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    left.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [descriptor]))])
    os.close(descriptor)
    return left, right


def overwrite_code(pid, program):
    """Writes over the code of a waiting process, where it never runs; the file stays as it is."""
    with open(f"/proc/{pid}/maps", encoding="utf-8") as file:
        for line in file:
            words = line.split()
            if len(words) > 5 and words[1].startswith("r-x") and words[5].endswith(program):
                start, finish = (int(part, 16) for part in words[0].split("-"))
                break
        else:
            raise RuntimeError("no code is mapped")
    with open(f"/proc/{pid}/mem", "r+b", buffering=0) as memory:
        memory.seek(finish - 4096)
        memory.write(b"\xe9\x00\x00\x00\x00banken-was-here")


def utmp_record(kind, pid, line, user, host, seconds):
    return struct.pack("hxxi32s4s32s256shhiii4i20s", kind, pid, line, b"", user, host, 0, 0, 0, seconds, 0, 0, 0, 0, 0, b"")
