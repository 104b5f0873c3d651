#pragma once
#include <stdint.h>
#include <stddef.h>

// What statx(2) tells, in a layout that does not change with the C library.
struct clinux_status {
    uint32_t mode, uid, gid, links;
    int64_t size;
    uint64_t inode, device, special_device, blocks;
    int64_t modified, changed, accessed, born;
    uint32_t modified_ns, changed_ns, accessed_ns, born_ns;
    uint64_t attributes, attributes_mask;
    uint32_t has_born;
};

// How openat2(2) resolves: RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS.
int clinux_open_in_root(int root, const char *path, int flags);
// The same with RESOLVE_NO_SYMLINKS: fails with ELOOP where any folder of the path is a link.
int clinux_open_plain(int root, const char *path, int flags);
int clinux_open(int folder, const char *path, int flags);
int clinux_create(int folder, const char *path, int mode);
int clinux_close(int descriptor);
int clinux_statx(int folder, const char *path, int follow, struct clinux_status *out);
int clinux_statx_descriptor(int descriptor, struct clinux_status *out);
long clinux_getdents64(int descriptor, void *buffer, size_t size);
long clinux_read(int descriptor, void *buffer, size_t size);
// Reads at a place, whatever the file's own.
long clinux_pread(int descriptor, void *buffer, size_t size, int64_t offset);
// How often a byte stands in a buffer.
size_t clinux_count(const void *buffer, size_t size, uint8_t wanted);
// A file without a name in a folder, for what is too large for memory; gone when it is closed (O_TMPFILE of open(2), or
// created and unlinked where the file system does not have that).
int clinux_nameless(const char *folder);
long clinux_write(int descriptor, const void *buffer, size_t size);
long clinux_readlink(int folder, const char *path, char *buffer, size_t size);
// The value of an extended attribute, after fgetxattr(2).
long clinux_getxattr(int descriptor, const char *name, void *buffer, size_t size);
int clinux_fsync(int descriptor);
/// flock(2) with LOCK_EX | LOCK_NB.
int clinux_lock(int descriptor);
/// ftruncate(2).
int clinux_truncate(int descriptor, int64_t size);
int clinux_rename(const char *from, const char *to);
int clinux_unlink(const char *path);
int clinux_mkdir(const char *path, int mode);
// f_type of statfs(2).
int64_t clinux_filesystem_type(int descriptor);
// The soft limit of open files, raised to the hard one.
int64_t clinux_raise_open_files(void);

extern const int clinux_at_fdcwd;
extern const int clinux_o_stream, clinux_o_append, clinux_o_file, clinux_o_folder, clinux_o_path, clinux_o_noatime;
