#pragma once
#include <stddef.h>
#include <stdint.h>

// MD5 (RFC 1321) of eight contents at once: what one content cannot use of a processor's width, seven others do.

#define CDIGEST_LANES 8

// Takes `blocks` blocks of 64 bytes of each lane into its state. Lane i begins at base + starts[i].
// state: the words A of all lanes, then all B, all C, all D.
void cdigest_md5_lanes(uint32_t state[4 * CDIGEST_LANES], const uint8_t *base, const size_t starts[CDIGEST_LANES], size_t blocks);
