#define _GNU_SOURCE
#include "CLinux.h"
#include <errno.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/packet_diag.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

// More messages than this in one answer are a kernel gone mad.
enum { most_reads = 1 << 20 };

// Whether the messages end the answer (1), hold an error (its negated errno) or go on (0).
static long verdict(const char *bytes, size_t length, int *interrupted) {
    size_t place = 0;
    while (place + sizeof(struct nlmsghdr) <= length) {
        struct nlmsghdr header;
        memcpy(&header, bytes + place, sizeof header);
        if (header.nlmsg_len < sizeof header || header.nlmsg_len > length - place) return -EBADMSG;
        if (header.nlmsg_flags & NLM_F_DUMP_INTR) *interrupted = 1;
        if (header.nlmsg_type == NLMSG_DONE) {
            int32_t status = 0;
            if (header.nlmsg_len >= sizeof header + sizeof status) memcpy(&status, bytes + place + sizeof header, sizeof status);
            return status < 0 ? status : 1;
        }
        if (header.nlmsg_type == NLMSG_ERROR) {
            int32_t status = 0;
            if (header.nlmsg_len >= sizeof header + sizeof status) memcpy(&status, bytes + place + sizeof header, sizeof status);
            return status < 0 ? status : 1;
        }
        place += NLMSG_ALIGN(header.nlmsg_len);
    }
    return 0;
}

static long dump(int protocol, const void *request, size_t length, void *buffer, size_t size) {
    int descriptor = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol);
    if (descriptor < 0) return -errno;
    struct timeval patience = { .tv_sec = 5 };
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
    long result = sendto(descriptor, request, length, 0, (struct sockaddr *)&kernel, sizeof kernel) < 0 ? -errno : 0;
    size_t used = 0;
    int interrupted = 0;
    for (int reads = 0; result == 0 && reads < most_reads; reads++) {
        if (size - used < 65536) { result = -EMSGSIZE; break; }
        struct sockaddr_nl sender;
        socklen_t sender_size = sizeof sender;
        ssize_t got = recvfrom(descriptor, (char *)buffer + used, size - used, 0, (struct sockaddr *)&sender, &sender_size);
        if (got < 0) {
            if (errno == EINTR) continue;
            result = -errno;
            break;
        }
        // Only the kernel, which has no number, is listened to.
        if (sender.nl_pid != 0) continue;
        if (got == 0) { result = -EBADMSG; break; }
        result = verdict((char *)buffer + used, (size_t)got, &interrupted);
        used += NLMSG_ALIGN((size_t)got);
    }
    close(descriptor);
    if (result < 0) return result;
    return interrupted ? -EINTR : (long)used;
}

long clinux_dump_inet(int family, int protocol, void *buffer, size_t size) {
    struct { struct nlmsghdr header; struct inet_diag_req_v2 body; } request = {
        .header = { .nlmsg_len = sizeof request, .nlmsg_type = SOCK_DIAG_BY_FAMILY, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP, .nlmsg_seq = 1 },
        .body = { .sdiag_family = (uint8_t)family, .sdiag_protocol = (uint8_t)protocol, .idiag_states = UINT32_MAX },
    };
    return dump(NETLINK_SOCK_DIAG, &request, sizeof request, buffer, size);
}

long clinux_dump_packet(void *buffer, size_t size) {
    struct { struct nlmsghdr header; struct packet_diag_req body; } request = {
        .header = { .nlmsg_len = sizeof request, .nlmsg_type = SOCK_DIAG_BY_FAMILY, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP, .nlmsg_seq = 1 },
        .body = { .sdiag_family = AF_PACKET, .pdiag_show = PACKET_SHOW_INFO | PACKET_SHOW_MCLIST | PACKET_SHOW_FILTER },
    };
    return dump(NETLINK_SOCK_DIAG, &request, sizeof request, buffer, size);
}

long clinux_dump_unix(void *buffer, size_t size) {
    struct { struct nlmsghdr header; struct unix_diag_req body; } request = {
        .header = { .nlmsg_len = sizeof request, .nlmsg_type = SOCK_DIAG_BY_FAMILY, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP, .nlmsg_seq = 1 },
        .body = { .sdiag_family = AF_UNIX, .udiag_states = UINT32_MAX, .udiag_show = UDIAG_SHOW_NAME },
    };
    return dump(NETLINK_SOCK_DIAG, &request, sizeof request, buffer, size);
}

long clinux_dump_links(void *buffer, size_t size) {
    struct { struct nlmsghdr header; struct ifinfomsg body; } request = {
        .header = { .nlmsg_len = sizeof request, .nlmsg_type = RTM_GETLINK, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP, .nlmsg_seq = 1 },
        .body = { .ifi_family = AF_UNSPEC },
    };
    return dump(NETLINK_ROUTE, &request, sizeof request, buffer, size);
}

int clinux_port_is_free(uint16_t port) {
    // A socket of IPv6 that takes IPv4 too stands in the way of both.
    int descriptor = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int is_new = descriptor >= 0;
    if (!is_new) descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -errno;
    int on = 1, off = 0;
    // A connection that has just ended keeps nobody away.
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    int status;
    if (is_new) {
        setsockopt(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
        struct sockaddr_in6 place = { .sin6_family = AF_INET6, .sin6_port = htons(port), .sin6_addr = in6addr_any };
        status = bind(descriptor, (struct sockaddr *)&place, sizeof place);
    } else {
        struct sockaddr_in place = { .sin_family = AF_INET, .sin_port = htons(port) };
        status = bind(descriptor, (struct sockaddr *)&place, sizeof place);
    }
    int result = status == 0 ? 1 : errno == EADDRINUSE ? 0 : -errno;
    close(descriptor);
    return result;
}
