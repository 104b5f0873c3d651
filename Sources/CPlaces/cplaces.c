#include "cplaces.h"
#include <string.h>

static void put(char *buffer, uint32_t size, const char *text, size_t length) {
    if (size == 0) return;
    if (length >= size) length = size - 1;
    memcpy(buffer, text, length);
    buffer[length] = 0;
}

#ifdef MAXMIND
#include <maxminddb.h>
#include <netinet/in.h>
#include <stdlib.h>

struct cplaces {
    MMDB_s base;
};

int cplaces_available(void) { return 1; }

int cplaces_open(const char *path, struct cplaces **out) {
    struct cplaces *places = calloc(1, sizeof *places);
    if (!places) return MMDB_OUT_OF_MEMORY_ERROR;
    int code = MMDB_open(path, MMDB_MODE_MMAP, &places->base);
    if (code != MMDB_SUCCESS) {
        free(places);
        return code;
    }
    *out = places;
    return 0;
}

void cplaces_close(struct cplaces *places) {
    MMDB_close(&places->base);
    free(places);
}

void cplaces_reason(int code, char *buffer, uint32_t size) {
    const char *text = MMDB_strerror(code);
    put(buffer, size, text, strlen(text));
}

void cplaces_kind(struct cplaces *places, char *buffer, uint32_t size) {
    const char *text = places->base.metadata.database_type;
    put(buffer, size, text ? text : "", text ? strlen(text) : 0);
}

static void text(MMDB_entry_s *entry, char *buffer, uint32_t size, const char *const *path) {
    MMDB_entry_data_s data;
    if (MMDB_aget_value(entry, &data, path) != MMDB_SUCCESS) return;
    if (!data.has_data || data.type != MMDB_DATA_TYPE_UTF8_STRING) return;
    put(buffer, size, data.utf8_string, data.data_size);
}

static int real(MMDB_entry_s *entry, double *out, const char *const *path) {
    MMDB_entry_data_s data;
    if (MMDB_aget_value(entry, &data, path) != MMDB_SUCCESS || !data.has_data) return 0;
    if (data.type == MMDB_DATA_TYPE_DOUBLE) *out = data.double_value;
    else if (data.type == MMDB_DATA_TYPE_FLOAT) *out = data.float_value;
    else return 0;
    return 1;
}

int cplaces_find(struct cplaces *places, const uint8_t *address, int is_ipv4, struct cplaces_entry *out) {
    struct sockaddr_in four;
    struct sockaddr_in6 six;
    const struct sockaddr *peer;
    if (is_ipv4) {
        memset(&four, 0, sizeof four);
        four.sin_family = AF_INET;
        memcpy(&four.sin_addr, address + 12, 4);
        peer = (const struct sockaddr *)&four;
    } else {
        memset(&six, 0, sizeof six);
        six.sin6_family = AF_INET6;
        memcpy(&six.sin6_addr, address, 16);
        peer = (const struct sockaddr *)&six;
    }
    int error = MMDB_SUCCESS;
    MMDB_lookup_result_s found = MMDB_lookup_sockaddr(&places->base, peer, &error);
    if (error != MMDB_SUCCESS || !found.found_entry) return 0;
    static const char *const country[] = {"country", "iso_code", NULL};
    static const char *const registered[] = {"registered_country", "iso_code", NULL};
    static const char *const flat[] = {"country_code", NULL};
    static const char *const city[] = {"city", "names", "en", NULL};
    static const char *const organisation[] = {"autonomous_system_organization", NULL};
    static const char *const number[] = {"autonomous_system_number", NULL};
    static const char *const latitude[] = {"location", "latitude", NULL};
    static const char *const longitude[] = {"location", "longitude", NULL};
    memset(out, 0, sizeof *out);
    text(&found.entry, out->country, sizeof out->country, country);
    if (!out->country[0]) text(&found.entry, out->country, sizeof out->country, flat);
    if (!out->country[0]) text(&found.entry, out->country, sizeof out->country, registered);
    text(&found.entry, out->city, sizeof out->city, city);
    text(&found.entry, out->network, sizeof out->network, organisation);
    MMDB_entry_data_s data;
    if (MMDB_aget_value(&found.entry, &data, number) == MMDB_SUCCESS && data.has_data && data.type == MMDB_DATA_TYPE_UINT32)
        out->number = data.uint32;
    out->has_position = real(&found.entry, &out->latitude, latitude) && real(&found.entry, &out->longitude, longitude);
    return 1;
}
#else
int cplaces_available(void) { return 0; }
int cplaces_open(const char *path, struct cplaces **out) { (void)path; (void)out; return CPLACES_ABSENT; }
void cplaces_close(struct cplaces *places) { (void)places; }
void cplaces_reason(int code, char *buffer, uint32_t size) {
    (void)code;
    static const char words[] = "this build cannot read such databases";
    put(buffer, size, words, sizeof words - 1);
}
void cplaces_kind(struct cplaces *places, char *buffer, uint32_t size) { (void)places; put(buffer, size, "", 0); }
int cplaces_find(struct cplaces *places, const uint8_t *address, int is_ipv4, struct cplaces_entry *out) {
    (void)places; (void)address; (void)is_ipv4; (void)out;
    return 0;
}
#endif
