#define _GNU_SOURCE
#include "CLinux.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/xattr.h>
#include <unistd.h>

const int clinux_at_fdcwd = AT_FDCWD;
// O_NONBLOCK: opening a FIFO or a device that a hostile name leads to must never hang.
const int clinux_o_file = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
const int clinux_o_append = O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
const int clinux_o_stream = O_RDONLY | O_CLOEXEC | O_NOCTTY;
const int clinux_o_folder = O_RDONLY | O_CLOEXEC | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK;
const int clinux_o_path = O_PATH | O_CLOEXEC;
const int clinux_o_noatime = O_NOATIME;

static int result(int value) { return value < 0 ? -errno : value; }

static int open_below(int root, const char *path, int flags, uint64_t resolve) {
    struct open_how how = { .flags = (uint64_t)flags, .resolve = resolve };
    for (;;) {
        long value = syscall(SYS_openat2, root, path, &how, sizeof how);
        if (value >= 0) return (int)value;
        if (errno == EPERM && (how.flags & O_NOATIME)) { how.flags &= ~(uint64_t)O_NOATIME; continue; }
        if (errno != EINTR && errno != EAGAIN) return -errno;
    }
}

int clinux_open_in_root(int root, const char *path, int flags) {
    return open_below(root, path, flags, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS);
}

int clinux_open_plain(int root, const char *path, int flags) {
    return open_below(root, path, flags, RESOLVE_IN_ROOT | RESOLVE_NO_SYMLINKS);
}

int clinux_open(int folder, const char *path, int flags) {
    for (;;) {
        int value = openat(folder, path, flags);
        if (value >= 0) return value;
        if (errno == EPERM && (flags & O_NOATIME)) { flags &= ~O_NOATIME; continue; }
        if (errno != EINTR) return -errno;
    }
}

int clinux_create(int folder, const char *path, int mode) {
    return result(openat(folder, path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
}

int clinux_close(int descriptor) { return result(close(descriptor)); }

static void fill(const struct statx *from, struct clinux_status *out) {
    memset(out, 0, sizeof *out);
    out->mode = from->stx_mode;
    out->uid = from->stx_uid;
    out->gid = from->stx_gid;
    out->links = from->stx_nlink;
    out->size = (int64_t)from->stx_size;
    out->inode = from->stx_ino;
    out->device = ((uint64_t)from->stx_dev_major << 32) | from->stx_dev_minor;
    out->special_device = ((uint64_t)from->stx_rdev_major << 32) | from->stx_rdev_minor;
    out->blocks = from->stx_blocks;
    out->modified = from->stx_mtime.tv_sec;
    out->modified_ns = from->stx_mtime.tv_nsec;
    out->changed = from->stx_ctime.tv_sec;
    out->changed_ns = from->stx_ctime.tv_nsec;
    out->accessed = from->stx_atime.tv_sec;
    out->accessed_ns = from->stx_atime.tv_nsec;
    out->has_born = (from->stx_mask & STATX_BTIME) != 0;
    out->born = from->stx_btime.tv_sec;
    out->born_ns = from->stx_btime.tv_nsec;
    out->attributes = from->stx_attributes;
    out->attributes_mask = from->stx_attributes_mask;
}

int clinux_statx(int folder, const char *path, int follow, struct clinux_status *out) {
    struct statx buffer;
    int flags = AT_STATX_DONT_SYNC | AT_NO_AUTOMOUNT | (follow ? 0 : AT_SYMLINK_NOFOLLOW);
    if (statx(folder, path, flags, STATX_BASIC_STATS | STATX_BTIME, &buffer) < 0) return -errno;
    fill(&buffer, out);
    return 0;
}

int clinux_statx_descriptor(int descriptor, struct clinux_status *out) {
    struct statx buffer;
    if (statx(descriptor, "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC, STATX_BASIC_STATS | STATX_BTIME, &buffer) < 0) return -errno;
    fill(&buffer, out);
    return 0;
}

long clinux_getdents64(int descriptor, void *buffer, size_t size) {
    long value = syscall(SYS_getdents64, descriptor, buffer, size);
    return value < 0 ? -errno : value;
}

long clinux_read(int descriptor, void *buffer, size_t size) {
    for (;;) {
        ssize_t value = read(descriptor, buffer, size);
        if (value >= 0) return value;
        if (errno != EINTR) return -errno;
    }
}

long clinux_write(int descriptor, const void *buffer, size_t size) {
    for (;;) {
        ssize_t value = write(descriptor, buffer, size);
        if (value >= 0) return value;
        if (errno != EINTR) return -errno;
    }
}

long clinux_readlink(int folder, const char *path, char *buffer, size_t size) {
    ssize_t value = readlinkat(folder, path, buffer, size);
    return value < 0 ? -errno : value;
}

int clinux_fsync(int descriptor) { return result(fsync(descriptor)); }
int clinux_lock(int descriptor) { return result(flock(descriptor, LOCK_EX | LOCK_NB)); }
int clinux_truncate(int descriptor, int64_t size) { return result(ftruncate(descriptor, size)); }
int clinux_rename(const char *from, const char *to) { return result(rename(from, to)); }
int clinux_mkdir(const char *path, int mode) { return result(mkdir(path, (mode_t)mode)); }

long clinux_getxattr(int descriptor, const char *name, void *buffer, size_t size) {
    ssize_t value = fgetxattr(descriptor, name, buffer, size);
    return value < 0 ? -errno : value;
}

int clinux_unlink(const char *path) { return result(unlink(path)); }

int64_t clinux_filesystem_type(int descriptor) {
    struct statfs buffer;
    return fstatfs(descriptor, &buffer) < 0 ? -errno : (int64_t)(uint32_t)buffer.f_type;
}

int64_t clinux_raise_open_files(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0) return -errno;
    rlim_t wanted = limit.rlim_max < 65536 ? limit.rlim_max : 65536;
    if (limit.rlim_cur < wanted) {
        limit.rlim_cur = wanted;
        setrlimit(RLIMIT_NOFILE, &limit);
        getrlimit(RLIMIT_NOFILE, &limit);
    }
    return (int64_t)limit.rlim_cur;
}

long clinux_pread(int descriptor, void *buffer, size_t size, int64_t offset) {
    ssize_t got;
    do got = pread(descriptor, buffer, size, (off_t)offset);
    while (got < 0 && errno == EINTR);
    return got < 0 ? -errno : got;
}

size_t clinux_count(const void *buffer, size_t size, uint8_t wanted) {
    const uint8_t *bytes = buffer;
    size_t count = 0;
    while (size > 0) {
        size_t part = size < 255 ? size : 255;
        uint8_t sum = 0;
        for (size_t at = 0; at < part; at++) sum += bytes[at] == wanted;
        count += sum;
        bytes += part;
        size -= part;
    }
    return count;
}

int clinux_nameless(const char *folder) {
    int made = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (made >= 0 || (errno != EOPNOTSUPP && errno != EISDIR)) return result(made);
    char name[4096];
    if (snprintf(name, sizeof name, "%s/.banken-XXXXXX", folder) >= (int)sizeof name) return -ENAMETOOLONG;
    made = mkostemp(name, O_CLOEXEC);
    if (made >= 0) unlink(name);
    return result(made);
}
