#pragma once
#include <stdint.h>
#include <stddef.h>

// The objects that bpf(2) numbers.
enum clinux_bpf_kind { clinux_bpf_programs = 0, clinux_bpf_maps = 1, clinux_bpf_links = 3 };

// What BPF_OBJ_GET_INFO_BY_FD tells of a program (struct bpf_prog_info of linux/bpf.h).
struct clinux_bpf_program {
    uint32_t type, user, maps, instructions, btf, target;
    uint64_t loaded;
    uint8_t tag[8];
    uint8_t name[16];
    uint32_t tag_count;
    // The tags of its functions, eight bytes each.
    uint8_t tags[64 * 8];
    // Bytes of instructions in the caller's buffer.
    uint32_t code_size;
};

// What it tells of a link (struct bpf_link_info).
struct clinux_bpf_link { uint32_t type, program; uint8_t name[64]; };

// What BPF_TASK_FD_QUERY tells of a descriptor of another process: program, kind (enum bpf_task_fd_type) and what it watches.
struct clinux_bpf_task { uint32_t program, kind; uint8_t name[128]; };

// The number after `after` of a kind, 0 at the end.
int64_t clinux_bpf_next(int kind, uint32_t after);
int clinux_bpf_program(uint32_t id, struct clinux_bpf_program *out, void *code, uint32_t code_size);
int clinux_bpf_link(uint32_t id, struct clinux_bpf_link *out);
int clinux_bpf_task(int32_t pid, int32_t descriptor, struct clinux_bpf_task *out);
// An open descriptor of what is pinned at a path.
int clinux_bpf_pinned(const char *path);
