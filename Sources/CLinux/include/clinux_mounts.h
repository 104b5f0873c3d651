#pragma once
// Views that are attached to no folder, seen by us alone and gone when they are closed.

// A procfs of our own process namespace with nothing mounted over it (fsopen, fsmount); read only.
int clinux_fresh_proc(void);
// The mount that a path lies in, without what is mounted inside it (open_tree with OPEN_TREE_CLONE).
int clinux_bare_mount(const char *path);
