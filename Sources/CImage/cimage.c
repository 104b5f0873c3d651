#include "cimage.h"
#include <errno.h>

#ifdef EXT2
#include <ext2fs/ext2fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct cimage {
    ext2_filsys fs;
    int has_bitmaps;
};

// Folders and lists larger than this are cut: 64 MiB.
#define MOST_LISTED (64 << 20)

int cimage_available(void) { return 1; }

static int refused(errcode_t code) { return code > 0 && code < 4096 ? -(int)code : CIMAGE_DAMAGED; }

int cimage_open(const char *path, uint64_t offset, struct cimage **out) {
    char options[64];
    snprintf(options, sizeof options, "offset=%llu", (unsigned long long)offset);
    struct cimage *image = calloc(1, sizeof *image);
    if (!image) return -ENOMEM;
    int flags = EXT2_FLAG_64BITS | EXT2_FLAG_SOFTSUPP_FEATURES | EXT2_FLAG_IGNORE_CSUM_ERRORS | EXT2_FLAG_SKIP_MMP;
    errcode_t code = ext2fs_open2(path, offset ? options : NULL, flags, 0, 0, unix_io_manager, &image->fs);
    if (code) {
        free(image);
        return refused(code);
    }
    *out = image;
    return 0;
}

void cimage_close(struct cimage *image) {
    ext2fs_free(image->fs);
    free(image);
}

void cimage_facts(struct cimage *image, struct cimage_facts *out) {
    struct ext2_super_block *super = image->fs->super;
    memset(out, 0, sizeof *out);
    out->blocks = ext2fs_blocks_count(super);
    out->free_blocks = ext2fs_free_blocks_count(super);
    out->block_size = image->fs->blocksize;
    out->inodes = super->s_inodes_count;
    out->first_inode = EXT2_FIRST_INODE(super);
    out->mounted = super->s_mtime;
    out->written = super->s_wtime;
    out->made = super->s_mkfs_time;
    out->needs_recovery = ext2fs_has_feature_journal_needs_recovery(super) ? 1 : 0;
    out->is_unclean = super->s_state & EXT2_VALID_FS ? 0 : 1;
    memcpy(out->last_mounted, super->s_last_mounted, sizeof super->s_last_mounted);
    memcpy(out->label, super->s_volume_name, sizeof super->s_volume_name);
}

static void stamp(uint32_t low, uint32_t extra, int has_extra, int64_t *seconds, uint32_t *nanoseconds) {
    *seconds = (int32_t)low;
    *nanoseconds = 0;
    if (has_extra) {
        *seconds += (int64_t)(extra & 3) << 32;
        *nanoseconds = extra >> 2;
    }
}

static int inode_of(struct cimage *image, uint32_t number, struct ext2_inode_large *inode) {
    memset(inode, 0, sizeof *inode);
    if (number == 0 || number > image->fs->super->s_inodes_count) return -ENOENT;
    errcode_t code = ext2fs_read_inode_full(image->fs, number, (struct ext2_inode *)inode, sizeof *inode);
    return code ? refused(code) : 0;
}

int cimage_inode(struct cimage *image, uint32_t number, struct cimage_inode *out) {
    struct ext2_inode_large inode;
    int failed = inode_of(image, number, &inode);
    if (failed) return failed;
    memset(out, 0, sizeof *out);
    out->mode = inode.i_mode;
    out->uid = inode_uid(inode);
    out->gid = inode_gid(inode);
    out->links = inode.i_links_count;
    out->flags = inode.i_flags;
    out->deleted = inode.i_dtime;
    out->size = (int64_t)EXT2_I_SIZE(&inode);
    // The fields behind the first 128 bytes are there as far as the inode says.
    int extra = EXT2_INODE_SIZE(image->fs->super) > 128 ? inode.i_extra_isize : 0;
    stamp(inode.i_ctime, inode.i_ctime_extra, extra >= 8, &out->changed, &out->changed_ns);
    stamp(inode.i_mtime, inode.i_mtime_extra, extra >= 12, &out->modified, &out->modified_ns);
    stamp(inode.i_atime, inode.i_atime_extra, extra >= 16, &out->accessed, &out->accessed_ns);
    if (extra >= 24) {
        stamp(inode.i_crtime, inode.i_crtime_extra, 1, &out->born, &out->born_ns);
        out->has_born = inode.i_crtime != 0;
    }
    return 0;
}

int cimage_lookup(struct cimage *image, uint32_t folder, const char *name, size_t length, uint32_t *out) {
    ext2_ino_t found = 0;
    if (length == 0 || length > 255) return -ENOENT;
    errcode_t code = ext2fs_lookup(image->fs, folder, name, (int)length, NULL, &found);
    if (code) return code == EXT2_ET_FILE_NOT_FOUND || code == EXT2_ET_NO_DIRECTORY ? -ENOENT : refused(code);
    *out = found;
    return 0;
}

long cimage_read(struct cimage *image, uint32_t number, int64_t offset, void *buffer, size_t size) {
    ext2_file_t file;
    errcode_t code = ext2fs_file_open(image->fs, number, 0, &file);
    if (code) return refused(code);
    unsigned int got = 0;
    size_t total = 0;
    code = ext2fs_file_llseek(file, (uint64_t)offset, EXT2_SEEK_SET, NULL);
    while (!code && total < size) {
        unsigned int part = size - total > (1 << 20) ? 1 << 20 : (unsigned int)(size - total);
        code = ext2fs_file_read(file, (char *)buffer + total, part, &got);
        if (got == 0) break;
        total += got;
    }
    ext2fs_file_close(file);
    return code && total == 0 ? refused(code) : (long)total;
}

long cimage_link(struct cimage *image, uint32_t number, char *buffer, size_t size) {
    struct ext2_inode_large inode;
    int failed = inode_of(image, number, &inode);
    if (failed) return failed;
    if (!LINUX_S_ISLNK(inode.i_mode)) return -EINVAL;
    size_t length = EXT2_I_SIZE(&inode);
    if (length > size) length = size;
    if (ext2fs_is_fast_symlink((struct ext2_inode *)&inode)) {
        if (length > sizeof inode.i_block) length = sizeof inode.i_block;
        memcpy(buffer, inode.i_block, length);
        return (long)length;
    }
    return cimage_read(image, number, 0, buffer, length);
}

long cimage_attribute(struct cimage *image, uint32_t number, const char *name, void *buffer, size_t size) {
    struct ext2_xattr_handle *handle;
    errcode_t code = ext2fs_xattrs_open(image->fs, number, &handle);
    if (code) return refused(code);
    void *value = NULL;
    size_t length = 0;
    code = ext2fs_xattrs_read(handle);
    if (!code) code = ext2fs_xattr_get(handle, name, &value, &length);
    long result;
    if (code) {
        result = code == EXT2_ET_EA_KEY_NOT_FOUND ? -ENODATA : refused(code);
    } else {
        if (length > size) length = size;
        memcpy(buffer, value, length);
        result = (long)length;
    }
    ext2fs_free_mem(&value);
    ext2fs_xattrs_close(&handle);
    return result;
}

struct list {
    uint8_t *bytes;
    size_t count, room;
    int deleted;
};

static int listed(ext2_ino_t dir, int entry, struct ext2_dir_entry *dirent, int offset, int block_size, char *block, void *data) {
    (void)dir, (void)offset, (void)block_size, (void)block;
    struct list *list = data;
    int is_deleted = entry == DIRENT_DELETED_FILE;
    if (is_deleted != list->deleted || (entry != DIRENT_OTHER_FILE && !is_deleted)) return 0;
    size_t length = ext2fs_dirent_name_len(dirent);
    if (length == 0 || (dirent->inode == 0 && !is_deleted)) return 0;
    if (list->count + 6 + length > list->room) {
        size_t room = list->room ? list->room * 2 : 4096;
        uint8_t *more = room > MOST_LISTED ? NULL : realloc(list->bytes, room);
        if (!more) return DIRENT_ABORT;
        list->bytes = more;
        list->room = room;
    }
    uint8_t *place = list->bytes + list->count;
    for (int index = 0; index < 4; index++) place[index] = (uint8_t)(dirent->inode >> (8 * index));
    place[4] = (uint8_t)ext2fs_dirent_file_type(dirent);
    place[5] = (uint8_t)length;
    memcpy(place + 6, dirent->name, length);
    list->count += 6 + length;
    return 0;
}

long cimage_list(struct cimage *image, uint32_t number, int deleted, uint8_t **out) {
    struct list list = {NULL, 0, 0, deleted};
    int flags = deleted ? DIRENT_FLAG_INCLUDE_REMOVED : 0;
    errcode_t code = ext2fs_dir_iterate2(image->fs, number, flags, NULL, listed, &list);
    if (code && list.count == 0) {
        free(list.bytes);
        return code == EXT2_ET_NO_DIRECTORY ? -ENOTDIR : refused(code);
    }
    *out = list.bytes;
    return (long)list.count;
}

void cimage_free(uint8_t *buffer) { free(buffer); }

int64_t cimage_free_run(struct cimage *image, uint64_t start, uint64_t *first) {
    if (!image->has_bitmaps) {
        errcode_t code = ext2fs_read_block_bitmap(image->fs);
        if (code) return refused(code);
        image->has_bitmaps = 1;
    }
    uint64_t end = ext2fs_blocks_count(image->fs->super);
    if (start < image->fs->super->s_first_data_block) start = image->fs->super->s_first_data_block;
    if (start >= end) return 0;
    blk64_t free_block, used_block;
    if (ext2fs_find_first_zero_block_bitmap2(image->fs->block_map, start, end - 1, &free_block)) return 0;
    if (ext2fs_find_first_set_block_bitmap2(image->fs->block_map, free_block, end - 1, &used_block)) used_block = end;
    *first = free_block;
    return (int64_t)(used_block - free_block);
}

long cimage_blocks(struct cimage *image, uint64_t first, uint32_t count, void *buffer) {
    errcode_t code = io_channel_read_blk64(image->fs->io, first, (int)count, buffer);
    return code ? refused(code) : (long)count * (long)image->fs->blocksize;
}

#else

int cimage_available(void) { return 0; }
int cimage_open(const char *path, uint64_t offset, struct cimage **out) { (void)path, (void)offset, (void)out; return -ENOSYS; }
void cimage_close(struct cimage *image) { (void)image; }
void cimage_facts(struct cimage *image, struct cimage_facts *out) { (void)image, (void)out; }
int cimage_inode(struct cimage *image, uint32_t number, struct cimage_inode *out) { (void)image, (void)number, (void)out; return -ENOSYS; }
int cimage_lookup(struct cimage *image, uint32_t folder, const char *name, size_t length, uint32_t *out) {
    (void)image, (void)folder, (void)name, (void)length, (void)out;
    return -ENOSYS;
}
long cimage_read(struct cimage *image, uint32_t number, int64_t offset, void *buffer, size_t size) {
    (void)image, (void)number, (void)offset, (void)buffer, (void)size;
    return -ENOSYS;
}
long cimage_link(struct cimage *image, uint32_t number, char *buffer, size_t size) {
    (void)image, (void)number, (void)buffer, (void)size;
    return -ENOSYS;
}
long cimage_attribute(struct cimage *image, uint32_t number, const char *name, void *buffer, size_t size) {
    (void)image, (void)number, (void)name, (void)buffer, (void)size;
    return -ENOSYS;
}
long cimage_list(struct cimage *image, uint32_t number, int deleted, uint8_t **out) {
    (void)image, (void)number, (void)deleted, (void)out;
    return -ENOSYS;
}
void cimage_free(uint8_t *buffer) { (void)buffer; }
int64_t cimage_free_run(struct cimage *image, uint64_t start, uint64_t *first) { (void)image, (void)start, (void)first; return 0; }
long cimage_blocks(struct cimage *image, uint64_t first, uint32_t count, void *buffer) {
    (void)image, (void)first, (void)count, (void)buffer;
    return -ENOSYS;
}

#endif
