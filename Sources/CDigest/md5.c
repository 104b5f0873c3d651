#include "cdigest.h"
#include <string.h>

// RFC 1321, section 3.4, with vectors for words: the compiler makes of them what the processor has.
typedef uint32_t lanes __attribute__((vector_size(4 * CDIGEST_LANES)));

// floor(2^32 * |sin(i + 1)|)
static const uint32_t table[64] = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};

#define F(x, y, z) (z ^ (x & (y ^ z)))
#define G(x, y, z) (y ^ (z & (x ^ y)))
#define H(x, y, z) (x ^ y ^ z)
#define I(x, y, z) (y ^ (x | ~z))

// One operation of a round: `scale` and `first` say which word of the block the round takes at which step.
#define STEP(mix, a, b, c, d, turn, step, scale, first)                       \
    a += mix(b, c, d) + word[((scale) * (step) + (first)) & 15] + table[step]; \
    a = b + ((a << turn) | (a >> (32 - turn)));

#define FOUR(mix, t0, t1, t2, t3, step, scale, first)     \
    STEP(mix, a, b, c, d, t0, (step), scale, first)       \
    STEP(mix, d, a, b, c, t1, (step) + 1, scale, first)   \
    STEP(mix, c, d, a, b, t2, (step) + 2, scale, first)   \
    STEP(mix, b, c, d, a, t3, (step) + 3, scale, first)

#define ROUND(mix, t0, t1, t2, t3, step, scale, first)    \
    FOUR(mix, t0, t1, t2, t3, (step), scale, first)       \
    FOUR(mix, t0, t1, t2, t3, (step) + 4, scale, first)   \
    FOUR(mix, t0, t1, t2, t3, (step) + 8, scale, first)   \
    FOUR(mix, t0, t1, t2, t3, (step) + 12, scale, first)

static uint32_t little_endian(const uint8_t *bytes) {
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

void cdigest_md5_lanes(uint32_t state[4 * CDIGEST_LANES], const uint8_t *base, const size_t starts[CDIGEST_LANES], size_t blocks) {
    lanes sum[4];
    memcpy(sum, state, sizeof sum);
    for (size_t block = 0; block < blocks; block++) {
        lanes word[16];
        for (int number = 0; number < 16; number++) {
            for (int lane = 0; lane < CDIGEST_LANES; lane++) {
                word[number][lane] = little_endian(base + starts[lane] + block * 64 + number * 4);
            }
        }
        lanes a = sum[0], b = sum[1], c = sum[2], d = sum[3];
        ROUND(F, 7, 12, 17, 22, 0, 1, 0)
        ROUND(G, 5, 9, 14, 20, 16, 5, 1)
        ROUND(H, 4, 11, 16, 23, 32, 3, 5)
        ROUND(I, 6, 10, 15, 21, 48, 7, 0)
        sum[0] += a;
        sum[1] += b;
        sum[2] += c;
        sum[3] += d;
    }
    memcpy(state, sum, sizeof sum);
}
