#define _GNU_SOURCE
#include "CLinux.h"
#include <errno.h>
#include <linux/bpf.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int call(int command, union bpf_attr *attributes) {
    int value = (int)syscall(SYS_bpf, command, attributes, sizeof *attributes);
    return value < 0 ? -errno : value;
}

int64_t clinux_bpf_next(int kind, uint32_t after) {
    union bpf_attr attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.start_id = after;
    int command = kind == clinux_bpf_programs ? BPF_PROG_GET_NEXT_ID : kind == clinux_bpf_maps ? BPF_MAP_GET_NEXT_ID : BPF_LINK_GET_NEXT_ID;
    int value = call(command, &attributes);
    if (value == -ENOENT) return 0;
    return value < 0 ? value : (int64_t)attributes.next_id;
}

static int open_by_id(int command, uint32_t id) {
    union bpf_attr attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.prog_id = id;
    return call(command, &attributes);
}

static int information(int descriptor, void *out, uint32_t size) {
    union bpf_attr attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.info.bpf_fd = (uint32_t)descriptor;
    attributes.info.info_len = size;
    attributes.info.info = (uint64_t)(uintptr_t)out;
    return call(BPF_OBJ_GET_INFO_BY_FD, &attributes);
}

int clinux_bpf_program(uint32_t id, struct clinux_bpf_program *out, void *code, uint32_t code_size) {
    int descriptor = open_by_id(BPF_PROG_GET_FD_BY_ID, id);
    if (descriptor < 0) return descriptor;
    struct bpf_prog_info info;
    memset(&info, 0, sizeof info);
    memset(out, 0, sizeof *out);
    info.nr_prog_tags = sizeof out->tags / 8;
    info.prog_tags = (uint64_t)(uintptr_t)out->tags;
    info.xlated_prog_len = code_size;
    info.xlated_prog_insns = (uint64_t)(uintptr_t)code;
    int status = information(descriptor, &info, sizeof info);
    close(descriptor);
    if (status < 0) return status;
    out->type = info.type;
    out->user = info.created_by_uid;
    out->maps = info.nr_map_ids;
    out->instructions = info.xlated_prog_len / 8;
    out->btf = info.attach_btf_obj_id;
    out->target = info.attach_btf_id;
    out->loaded = info.load_time;
    out->tag_count = info.nr_prog_tags;
    // The kernel leaves the pointer at 0 where it may not show the instructions.
    out->code_size = info.xlated_prog_insns == 0 ? 0 : info.xlated_prog_len < code_size ? info.xlated_prog_len : code_size;
    memcpy(out->tag, info.tag, sizeof out->tag);
    memcpy(out->name, info.name, sizeof out->name);
    return 0;
}

int clinux_bpf_link(uint32_t id, struct clinux_bpf_link *out) {
    int descriptor = open_by_id(BPF_LINK_GET_FD_BY_ID, id);
    if (descriptor < 0) return descriptor;
    struct bpf_link_info info;
    memset(&info, 0, sizeof info);
    memset(out, 0, sizeof *out);
    int status = information(descriptor, &info, sizeof info);
    if (status == 0 && info.type == BPF_LINK_TYPE_RAW_TRACEPOINT) {
        memset(&info, 0, sizeof info);
        info.raw_tracepoint.tp_name = (uint64_t)(uintptr_t)out->name;
        info.raw_tracepoint.tp_name_len = sizeof out->name - 1;
        status = information(descriptor, &info, sizeof info);
    }
    close(descriptor);
    if (status < 0) return status;
    out->type = info.type;
    out->program = info.prog_id;
    return 0;
}

int clinux_bpf_task(int32_t pid, int32_t descriptor, struct clinux_bpf_task *out) {
    union bpf_attr attributes;
    memset(&attributes, 0, sizeof attributes);
    memset(out, 0, sizeof *out);
    attributes.task_fd_query.pid = (uint32_t)pid;
    attributes.task_fd_query.fd = (uint32_t)descriptor;
    attributes.task_fd_query.buf = (uint64_t)(uintptr_t)out->name;
    attributes.task_fd_query.buf_len = sizeof out->name;
    int status = call(BPF_TASK_FD_QUERY, &attributes);
    if (status < 0 && status != -ENOSPC) return status;
    out->program = attributes.task_fd_query.prog_id;
    out->kind = attributes.task_fd_query.fd_type;
    return 0;
}

int clinux_bpf_pinned(const char *path) {
    union bpf_attr attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.pathname = (uint64_t)(uintptr_t)path;
    return call(BPF_OBJ_GET, &attributes);
}
