// Decoding one response: bytes to a dialect's events, behind one gate. Owns the parser and the
// dialect's state. Invariants: nothing is emitted after LLM_DONE or LLM_ERROR, LLM_STOP comes at
// most once, all text together stays under ANSWER_BYTES_MAX, and decoder_finish ends every stream
// with LLM_DONE or LLM_ERROR. It does not judge the answer: an empty one that ends well is the
// caller's to refuse.
//
// A dialect reports an event that it cannot read as LLM_ERROR `malformed` and goes on. The gate
// holds that back: a stream that ends well in spite of it was fine, one that does not was
// malformed and not just cut.

#include "providers/dialect.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/memory.h"
#include "providers/emit.h"
#include "providers/fault.h"
#include "providers/ndjson.h"
#include "providers/sse.h"

struct decoder {
    const struct dialect *dialect;
    void *state;
    struct sse sse; // one of the two, as the dialect has it
    struct ndjson ndjson;
    struct buffer preamble; // the first bytes, until there is an event: perhaps no stream at all
    size_t answer_bytes;
    bool has_event; // that could be read
    bool has_stop;
    bool is_malformed;
    bool is_unreadable; // the event at hand
    bool is_finishing;
    bool has_ended;
    struct emit out; // valid during a call
};

struct decoder *decoder_create(const struct dialect *dialect) {
    struct decoder *decoder = MEMORY_NEW(struct decoder);
    decoder->dialect = dialect;
    decoder->state = memory_alloc(dialect->state_size);
    sse_init(&decoder->sse);
    ndjson_init(&decoder->ndjson);
    buffer_init(&decoder->preamble, ERROR_BODY_BYTES_MAX);
    return decoder;
}

void decoder_destroy(struct decoder *decoder) {
    if (!decoder)
        return;
    if (decoder->dialect->release)
        decoder->dialect->release(decoder->state);
    memory_free(decoder->state);
    sse_release(&decoder->sse);
    ndjson_release(&decoder->ndjson);
    buffer_release(&decoder->preamble);
    memory_free(decoder);
}

static void end_with_error(struct decoder *decoder, enum attempt_outcome outcome, bool is_retryable,
                           const char *message) {
    if (decoder->has_ended)
        return;
    decoder->has_ended = true;
    const struct llm_error error = fault_own(outcome, is_retryable, message);
    emit_error(&decoder->out, &error);
}

static bool count_text(struct decoder *decoder, size_t length) {
    decoder->answer_bytes += length;
    if (decoder->answer_bytes <= ANSWER_BYTES_MAX)
        return true;
    end_with_error(decoder, ATTEMPT_malformed, false,
                   "The provider's answer is longer than 4 MB, so it was dropped.");
    return false;
}

// What a dialect says passes here, and only here, on its way out.
static void gate(const struct llm_event *event, void *data) {
    struct decoder *decoder = data;
    if (decoder->has_ended)
        return;
    if ((event->kind == LLM_TEXT || event->kind == LLM_THINKING) &&
        !count_text(decoder, event->text.length))
        return;
    if (event->kind == LLM_STOP) {
        if (decoder->has_stop)
            return;
        decoder->has_stop = true;
    }
    if (event->kind == LLM_ERROR && event->error.outcome == ATTEMPT_malformed) {
        decoder->is_malformed = decoder->is_unreadable = true;
        return;
    }
    if (event->kind == LLM_ERROR && event->error.outcome == ATTEMPT_cut && decoder->is_malformed) {
        end_with_error(decoder, ATTEMPT_malformed, true,
                       "The provider's answer could not be read and did not end well.");
        return;
    }
    decoder->has_ended = event->kind == LLM_DONE || event->kind == LLM_ERROR;
    decoder->out.on_event(event, decoder->out.data);
}

static void take_event(const char *name, struct slice data, void *context) {
    struct decoder *decoder = context;
    if (decoder->has_ended || slice_trim(data).length == 0)
        return;
    const bool was_malformed = decoder->is_malformed;
    decoder->is_unreadable = false;
    decoder->dialect->decode(decoder->state, name, data, gate, decoder);
    decoder->has_event |= !decoder->is_unreadable;
    // What was cut off within its last event was cut, not malformed.
    if (decoder->is_finishing)
        decoder->is_malformed = was_malformed;
}

static void take_line(struct slice line, void *context) {
    take_event("message", line, context);
}

static void end_oversized(struct decoder *decoder) {
    end_with_error(decoder, ATTEMPT_malformed, false,
                   "The provider sent an event longer than 1 MB, so its answer was dropped.");
}

static void keep_preamble(struct decoder *decoder, struct slice bytes) {
    const size_t room = decoder->preamble.limit - decoder->preamble.length;
    buffer_append(&decoder->preamble,
                  slice_between(bytes, 0, bytes.length < room ? bytes.length : room));
}

void decoder_feed(struct decoder *decoder, struct slice bytes, llm_on_event *on_event, void *data) {
    if (decoder->has_ended)
        return;
    decoder->out = (struct emit){ .on_event = on_event, .data = data };
    if (!decoder->has_event)
        keep_preamble(decoder, bytes);
    const bool fits = decoder->dialect->framing == DIALECT_NDJSON
                          ? ndjson_feed(&decoder->ndjson, bytes, take_line, decoder)
                          : sse_feed(&decoder->sse, bytes, take_event, decoder);
    if (!fits)
        end_oversized(decoder);
    if (decoder->has_event)
        buffer_release(&decoder->preamble);
}

// No event that could be read in the whole response: nothing at all, comments, an error object sent
// with status 200 (over several lines, perhaps), or something that is no stream, such as a page.
static void end_without_events(struct decoder *decoder) {
    const bool is_ndjson = decoder->dialect->framing == DIALECT_NDJSON;
    const bool was_malformed = decoder->is_malformed;
    const struct slice body = slice_trim(buffer_slice(&decoder->preamble));
    if (body.length == 0) {
        end_with_error(decoder, ATTEMPT_empty, true, "The provider sent an empty answer.");
        return;
    }
    if (!decoder->sse.is_stream)
        decoder->dialect->decode(decoder->state, "message", body, gate, decoder);
    decoder->is_malformed = was_malformed;
    if (is_ndjson ? decoder->ndjson.is_stream : decoder->sse.is_stream)
        decoder->dialect->finish(decoder->state, gate, decoder);
    else
        end_with_error(decoder, ATTEMPT_malformed, false,
                       is_ndjson ? "The provider's answer is no stream of JSON lines. Check its "
                                   "base_url and dialect."
                                 : "The provider's answer is no event stream. Check its base_url "
                                   "and dialect.");
}

static bool finish_frames(struct decoder *decoder) {
    if (decoder->dialect->framing != DIALECT_NDJSON)
        return sse_finish(&decoder->sse, take_event, decoder);
    ndjson_finish(&decoder->ndjson, take_line, decoder);
    return true;
}

void decoder_finish(struct decoder *decoder, llm_on_event *on_event, void *data) {
    if (decoder->has_ended)
        return;
    decoder->out = (struct emit){ .on_event = on_event, .data = data };
    decoder->is_finishing = true;
    if (!finish_frames(decoder))
        end_oversized(decoder);
    else if (decoder->has_event)
        decoder->dialect->finish(decoder->state, gate, decoder);
    else
        end_without_events(decoder);
    ASSERT(decoder->has_ended);
}
