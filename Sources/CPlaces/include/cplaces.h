#pragma once
#include <stdint.h>

// Databases of addresses in MaxMind's format, through libmaxminddb.

struct cplaces;

struct cplaces_entry {
    char country[8];
    char city[96];
    char network[160];
    uint32_t number;
    uint32_t has_position;
    double latitude, longitude;
};

// 1 where the build has libmaxminddb.
int cplaces_available(void);
// 0, or a number of libmaxminddb; CPLACES_ABSENT where the build has none.
#define CPLACES_ABSENT (-1)
int cplaces_open(const char *path, struct cplaces **out);
void cplaces_close(struct cplaces *places);
// What a number of cplaces_open means, into a buffer.
void cplaces_reason(int code, char *buffer, uint32_t size);
// The kind that the database calls itself, into a buffer.
void cplaces_kind(struct cplaces *places, char *buffer, uint32_t size);
// 1 where the database knows the address (16 bytes in network order, IPv4 as ::ffff:a.b.c.d), else 0.
int cplaces_find(struct cplaces *places, const uint8_t *address, int is_ipv4, struct cplaces_entry *out);
