// SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014): one
// word of state, and every seed is a good one.
#include "llm/draw.h"

double draw_share(struct draw *draw) {
    uint64_t word = draw->state += 0x9e3779b97f4a7c15;
    word = (word ^ word >> 30) * 0xbf58476d1ce4e5b9;
    word = (word ^ word >> 27) * 0x94d049bb133111eb;
    word ^= word >> 31;
    return (double)(word >> 11) * 0x1p-53;
}
