#define _GNU_SOURCE
#include "CLinux.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

static int connected(int family, const struct sockaddr *address, socklen_t length, int seconds) {
    int descriptor = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -errno;
    struct timeval limit = { .tv_sec = seconds };
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    if (connect(descriptor, address, length) < 0) {
        int reason = errno;
        close(descriptor);
        return -reason;
    }
    return descriptor;
}

int clinux_connect_unix(const char *path, int seconds) {
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    if (strlen(path) >= sizeof address.sun_path) return -ENAMETOOLONG;
    strcpy(address.sun_path, path);
    return connected(AF_UNIX, (struct sockaddr *)&address, sizeof address, seconds);
}

int clinux_connect_internet(const uint8_t *bytes, uint16_t port, int seconds) {
    static const uint8_t mapped[12] = { [10] = 0xff, [11] = 0xff };
    if (memcmp(bytes, mapped, sizeof mapped) == 0) {
        struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(port) };
        memcpy(&address.sin_addr, bytes + 12, 4);
        return connected(AF_INET, (struct sockaddr *)&address, sizeof address, seconds);
    }
    struct sockaddr_in6 address = { .sin6_family = AF_INET6, .sin6_port = htons(port) };
    memcpy(&address.sin6_addr, bytes, 16);
    return connected(AF_INET6, (struct sockaddr *)&address, sizeof address, seconds);
}
