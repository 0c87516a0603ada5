// The one decoder of UTF-8. It measures and never converts: the server keeps the bytes as they
// came, so that whoever counts units or replaces bad bytes asks here where code points begin.
#include "base/utf8.h"

#include "base/error.h"

#include <stdint.h>

static bool is_continuation(unsigned char byte) {
    return (byte & 0xC0) == 0x80;
}

// The lead byte decides the length, and narrows the second byte's range in four cases: these keep
// overlong forms, surrogates and code points past U+10FFFF out.
static size_t lead_length(unsigned char lead, unsigned char *low, unsigned char *high) {
    *low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    *high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

size_t utf8_length_at(struct slice text, size_t at) {
    ASSERT(at < text.length);
    const unsigned char *bytes = (const unsigned char *)text.data + at;
    unsigned char low, high;
    size_t length = lead_length(bytes[0], &low, &high);
    if (length < 2)
        return length;
    if (text.length - at < length || bytes[1] < low || bytes[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++) {
        if (!is_continuation(bytes[i]))
            return 0;
    }
    return length;
}

size_t utf8_skip_ascii(struct slice text, size_t from) {
    uint64_t eight;
    while (text.length - from >= sizeof eight) {
        memcpy(&eight, text.data + from, sizeof eight);
        if (eight & 0x8080808080808080u)
            break;
        from += sizeof eight;
    }
    while (from < text.length && (unsigned char)text.data[from] < 0x80)
        from++;
    return from;
}

size_t utf8_floor(struct slice text, size_t at) {
    if (at >= text.length || !is_continuation((unsigned char)text.data[at]))
        return at < text.length ? at : text.length;
    for (size_t back = 1; back <= 3 && back <= at; back++) {
        if (!is_continuation((unsigned char)text.data[at - back]))
            return utf8_length_at(text, at - back) > back ? at - back : at;
    }
    return at;
}
