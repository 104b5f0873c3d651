#pragma once
#include <stdint.h>

// A connection to a local socket, or to an address of 16 bytes (IPv4 in ::ffff:0:0/96). Reading and writing give up after `seconds`.
int clinux_connect_unix(const char *path, int seconds);
int clinux_connect_internet(const uint8_t *address, uint16_t port, int seconds);
