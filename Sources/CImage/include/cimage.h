#pragma once
#include <stddef.h>
#include <stdint.h>

// File systems of the ext family in an image or on a disk, read without mounting, through libext2fs of e2fsprogs.
// Numbers below 0 that are given back are -errno; CIMAGE_DAMAGED is for what makes no sense.

#define CIMAGE_DAMAGED (-1000000)

struct cimage;

struct cimage_inode {
    uint32_t mode, uid, gid, links, flags, deleted;
    int64_t size;
    int64_t modified, changed, accessed, born;
    uint32_t modified_ns, changed_ns, accessed_ns;
    uint32_t born_ns, has_born;
};

struct cimage_facts {
    uint64_t blocks, free_blocks;
    uint32_t block_size, inodes, first_inode;
    int64_t mounted, written, made;
    // The journal holds changes that are not yet where they belong; the file system was not unmounted.
    uint32_t needs_recovery, is_unclean;
    char last_mounted[65], label[17];
};

// 1 where the build has libext2fs.
int cimage_available(void);
// The file system that begins `offset` bytes into a file or disk; read only.
int cimage_open(const char *path, uint64_t offset, struct cimage **out);
void cimage_close(struct cimage *image);
void cimage_facts(struct cimage *image, struct cimage_facts *out);
int cimage_inode(struct cimage *image, uint32_t number, struct cimage_inode *out);
// The inode of an entry of a folder.
int cimage_lookup(struct cimage *image, uint32_t folder, const char *name, size_t length, uint32_t *out);
// Content of a regular file, or of a link that is kept in blocks.
long cimage_read(struct cimage *image, uint32_t number, int64_t offset, void *buffer, size_t size);
long cimage_link(struct cimage *image, uint32_t number, char *buffer, size_t size);
long cimage_attribute(struct cimage *image, uint32_t number, const char *name, void *buffer, size_t size);
// Entries of a folder in a buffer that cimage_free frees: inode (4 bytes), type (1), length of the name (1), the name.
// Entries that were deleted and are still legible come with `deleted` only.
long cimage_list(struct cimage *image, uint32_t number, int deleted, uint8_t **out);
void cimage_free(uint8_t *buffer);
// The next run of free blocks at or behind `start`; gives its length, 0 where there is none.
int64_t cimage_free_run(struct cimage *image, uint64_t start, uint64_t *first);
long cimage_blocks(struct cimage *image, uint64_t first, uint32_t count, void *buffer);
