#pragma once
#include <stdint.h>
#include <stddef.h>

// Each asks the kernel by netlink for everything of one kind, and gathers the messages as they come (struct nlmsghdr and
// what follows it). The number of bytes; -EMSGSIZE where they do not fit, -EINTR where the kernel says that its list
// changed meanwhile (NLM_F_DUMP_INTR).

// Sockets of sock_diag(7): family AF_INET or AF_INET6, protocol 6 (TCP), 17 (UDP) or 255 (raw).
long clinux_dump_inet(int family, int protocol, void *buffer, size_t size);
// Packet sockets with their filters and memberships (linux/packet_diag.h).
long clinux_dump_packet(void *buffer, size_t size);
// Sockets of the unix family (linux/unix_diag.h).
long clinux_dump_unix(void *buffer, size_t size);
// Network links of rtnetlink(7): RTM_GETLINK.
long clinux_dump_links(void *buffer, size_t size);
// Whether a TCP port is free to be bound on every address: 1 yes, 0 somebody has it; nothing is listened to, and the port
// is given back at once. Negated errno where it could not be asked.
int clinux_port_is_free(uint16_t port);
