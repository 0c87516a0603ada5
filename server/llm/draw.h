// Random numbers that repeat: of one seed always the same ones. Not for secrets.
#pragma once

#include <stdint.h>

struct draw {
    uint64_t state; // the seed to begin with
};

// Evenly from 0 to 1, 1 excluded, with 53 bits.
double draw_share(struct draw *draw);
