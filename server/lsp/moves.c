// A list of changes, oldest first, replayed over spans.
// Invariant: a span comes out where its text has gone, or not at all. Keeps no text.
#include "lsp/moves.h"

#include "base/vec.h"
#include "text/edit.h"

void moves_record(struct moves *moves, int64_t version, const struct document_change *change) {
    vec_push(moves, ((struct move){ .version = version,
                                    .before = change->before,
                                    .after_length = change->after_end - change->before.start }));
}

void moves_release(struct moves *moves) {
    vec_release(moves);
}

bool moves_shift(const struct moves *moves, int64_t version, struct span *span) {
    for (size_t i = 0; i < moves->count; i++) {
        const struct move *move = &moves->items[i];
        if (move->version > version && !span_shift(span, move->before, move->after_length))
            return false;
    }
    return true;
}

// An offset inside of what was replaced goes to `inside`.
static size_t shift_offset(size_t offset, const struct move *move, size_t inside) {
    if (offset <= move->before.start)
        return offset;
    if (offset < move->before.end)
        return inside;
    return offset - (move->before.end - move->before.start) + move->after_length;
}

void moves_stretch(const struct moves *moves, int64_t version, struct span *span) {
    for (size_t i = 0; i < moves->count; i++) {
        const struct move *move = &moves->items[i];
        const size_t start = move->before.start, end = start + move->after_length;
        if (move->version <= version)
            continue;
        span->start = shift_offset(span->start, move, start);
        span->end = shift_offset(span->end, move, end);
    }
}
