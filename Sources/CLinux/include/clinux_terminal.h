#pragma once
// Columns of the terminal behind a descriptor; 0 where it is none.
int clinux_terminal_columns(int descriptor);
