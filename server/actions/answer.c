// Reads code out of prose. Guesses only where a wrong guess is caught later: what comes out here
// still has to be fitted in and to pass verify.

#include "actions/answer.h"

#include "actions/line_set.h"
#include "base/vec.h"

// --- Fences --------------------------------------------------------------------------------------

struct fence_line {
    char mark; // '`' or '~', 0: no fence
    size_t length, indent;
    struct slice info;
};

struct block {
    struct slice info, code;
    bool is_closed;
};

struct blocks {
    struct block *items;
    size_t count, capacity;
};

static size_t indent_of(struct slice line) {
    size_t width = 0;
    while (width < line.length && strchr(" \t", line.data[width]))
        width++;
    return width;
}

static struct fence_line fence_line_of(struct slice line) {
    struct slice rest = slice_trim(line);
    struct fence_line fence = { .indent = indent_of(line) };
    if (!rest.length || !strchr("`~", rest.data[0]))
        return fence;
    while (fence.length < rest.length && rest.data[fence.length] == rest.data[0])
        fence.length++;
    fence.info = slice_trim(slice_between(rest, fence.length, rest.length));
    bool is_fence = fence.length >= 3 && slice_find(fence.info, SLICE("`"), 0) == SLICE_NOT_FOUND;
    fence.mark = is_fence ? rest.data[0] : '\0';
    return fence;
}

// Whether a line is a fence that an open one minds. One that is indented further than CommonMark
// has it stands in the code, in a doc string say.
static bool concerns(const struct fence_line *fence, const struct fence_line *open) {
    return fence->mark && fence->mark == open->mark && fence->length >= open->length &&
           fence->indent <= open->indent + 3;
}

// A fence with an info string inside of a block opens a nested one (an example in a comment),
// which the next bare fence of its kind closes.
static void find_blocks(struct slice answer, struct blocks *blocks) {
    struct slice rest = answer, line;
    struct fence_line open = { 0 };
    struct block block = { 0 };
    unsigned nested = 0;
    for (const char *start = rest.data; slice_next_line(&rest, &line); start = rest.data) {
        struct fence_line fence = fence_line_of(line);
        if (!open.mark && fence.mark) {
            open = fence;
            nested = 0;
            block = (struct block){ .info = fence.info, .code = { rest.data, 0 } };
        } else if (open.mark && concerns(&fence, &open)) {
            if (fence.info.length) {
                nested++;
            } else if (nested) {
                nested--;
            } else {
                block.code.length = (size_t)(start - block.code.data);
                block.is_closed = true;
                vec_push(blocks, block);
                open.mark = 0;
            }
        }
    }
    if (open.mark) {
        block.code.length = (size_t)(answer.data + answer.length - block.code.data);
        vec_push(blocks, block);
    }
}

// Some models think aloud in front of the answer.
static struct slice without_thoughts(struct slice answer) {
    const struct slice open = SLICE("<think>"), close = SLICE("</think>");
    struct slice trimmed = slice_trim(answer);
    size_t end = slice_find(trimmed, close, 0);
    if (!slice_starts_with(trimmed, open) || end == SLICE_NOT_FOUND)
        return answer;
    return slice_between(trimmed, end + close.length, trimmed.length);
}

// --- What is no code -----------------------------------------------------------------------------

static bool is_patch_tag(struct slice info) {
    return slice_starts_with(info, SLICE("diff")) || slice_starts_with(info, SLICE("patch"));
}

static bool has_patch_head(struct slice line) {
    static const char *const heads[] = { "@@ ", "diff --git ", "--- a/", "*** Begin Patch" };
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (slice_starts_with(line, slice_from(heads[i])))
            return true;
    return false;
}

// A patch by its head, or because all lines begin with one of the three signs of one.
static bool is_patch(struct slice code) {
    struct slice line;
    size_t changes = 0, others = 0;
    while (slice_next_line(&code, &line)) {
        if (has_patch_head(line))
            return true;
        if (!slice_trim(line).length)
            continue;
        changes += strchr("+-", line.data[0]) != NULL;
        others += !strchr("+- ", line.data[0]);
    }
    return changes && !others;
}

// Whether the lines count up in front of the code.
static bool is_numbered(struct slice code) {
    struct slice line;
    size_t lines = 0, last = 0;
    while (slice_next_line(&code, &line)) {
        struct slice text = slice_trim(line);
        size_t number = 0, digits = 0;
        if (!text.length)
            continue;
        while (digits < text.length && digits < 9 && text.data[digits] >= '0' &&
               text.data[digits] <= '9')
            number = number * 10 + (size_t)(text.data[digits++] - '0');
        if (!digits || (lines && number != last + 1))
            return false;
        last = number;
        lines++;
    }
    return lines > 1;
}

// Whether the code has HTML's entities where the scope has none of the kind.
static bool is_escaped(struct slice before, struct slice code) {
    static const char *const entities[] = { "&lt;", "&gt;", "&amp;", "&quot;", "&#39;", "&#x27;" };
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (slice_find(code, slice_from(entities[i]), 0) != SLICE_NOT_FOUND &&
            slice_find(before, slice_from(entities[i]), 0) == SLICE_NOT_FOUND)
            return true;
    return false;
}

// --- Which block is meant ------------------------------------------------------------------------

// The line of the scope that names it: a signature, which a good answer keeps.
static struct slice naming_line(const struct subject *subject) {
    struct slice name = subject->scope.name, rest = subject_code(subject), line;
    while (name.length && slice_next_line(&rest, &line))
        if (name.data >= line.data && name.data < line.data + line.length)
            return slice_trim(line);
    return SLICE("");
}

static bool repeats_code(const struct subject *subject, struct slice code) {
    struct slice before = subject_code(subject), line, other;
    before = slice_trim(before);
    code = slice_trim(code);
    for (;;) {
        bool has_line = slice_next_line(&before, &line), has_other = slice_next_line(&code, &other);
        if (!has_line || !has_other)
            return has_line == has_other;
        if (!slice_is_equal(slice_trim(line), slice_trim(other)))
            return false;
    }
}

static bool has_line(struct slice text, struct slice wanted) {
    struct slice line;
    while (wanted.length && slice_next_line(&text, &line))
        if (slice_is_equal(slice_trim(line), wanted))
            return true;
    return false;
}

enum block_rank {
    RANK_PATCH,
    RANK_FOREIGN, // says that it is of another language
    RANK_EQUAL,   // the code as it was: "before"
    RANK_ANY,
    RANK_LANGUAGE,
    RANK_NAME,
    RANK_SIGNATURE,
};

static enum block_rank rank_of(const struct subject *subject, const struct block *block,
                               struct slice signature) {
    bool is_own = subject->language && language_has_fence(subject->language, block->info);
    if (is_patch_tag(block->info) || is_patch(block->code))
        return RANK_PATCH;
    if (repeats_code(subject, block->code))
        return RANK_EQUAL;
    if (has_line(block->code, signature))
        return RANK_SIGNATURE;
    if (!is_own && language_is_fence(block->info))
        return RANK_FOREIGN;
    if (slice_has_word(block->code, subject->scope.name))
        return RANK_NAME;
    return is_own ? RANK_LANGUAGE : RANK_ANY;
}

static const struct block *choose_block(const struct subject *subject,
                                        const struct blocks *blocks) {
    const struct block *best = NULL;
    enum block_rank best_rank = RANK_PATCH;
    struct slice signature = naming_line(subject);
    for (size_t i = 0; i < blocks->count; i++) {
        enum block_rank rank = rank_of(subject, &blocks->items[i], signature);
        if (!best || rank > best_rank) {
            best = &blocks->items[i];
            best_rank = rank;
        }
    }
    return best;
}

// Without a fence, only what repeats a line of the code is taken for code: an apology does not.
static bool shares_line(const struct subject *subject, struct slice answer) {
    struct slice rest = subject_code(subject), line;
    struct line_set lines;
    bool is_shared = false;
    line_set_init(&lines, answer, true);
    while (!is_shared && slice_next_line(&rest, &line))
        is_shared = slice_trim(line).length >= 4 && line_set_has(&lines, line);
    line_set_release(&lines);
    return is_shared;
}

static enum answer_form form_of(const struct subject *subject, const struct block *block) {
    if (is_patch_tag(block->info) || is_patch(block->code))
        return ANSWER_DIFF;
    if (!block->is_closed)
        return ANSWER_UNCLOSED;
    if (!slice_trim(block->code).length)
        return ANSWER_NO_CODE;
    struct slice before = subject_code(subject);
    if (is_numbered(block->code) && !is_numbered(before))
        return ANSWER_NUMBERED;
    return is_escaped(before, block->code) ? ANSWER_ESCAPED : ANSWER_CODE;
}

bool answer_is_foreign(const struct subject *subject, struct slice answer, struct slice *tag) {
    struct blocks blocks = { 0 };
    find_blocks(without_thoughts(answer), &blocks);
    const struct block *block = choose_block(subject, &blocks);
    bool is_foreign = block && subject->language && language_is_fence(block->info) &&
                      !language_has_fence(subject->language, block->info);
    if (is_foreign)
        *tag = block->info;
    vec_release(&blocks);
    return is_foreign;
}

bool answer_block(struct slice answer, size_t index, struct slice *code) {
    struct blocks blocks = { 0 };
    find_blocks(without_thoughts(answer), &blocks);
    bool is_there = index < blocks.count;
    if (is_there)
        *code = blocks.items[index].code;
    vec_release(&blocks);
    return is_there;
}

enum answer_form answer_code(const struct subject *subject, struct slice answer,
                             struct slice *code) {
    struct blocks blocks = { 0 };
    answer = without_thoughts(answer);
    find_blocks(answer, &blocks);
    struct block bare = { .code = answer, .is_closed = true };
    enum answer_form form = ANSWER_NO_CODE;
    const struct block *block = blocks.count                   ? choose_block(subject, &blocks)
                                : shares_line(subject, answer) ? &bare
                                                               : NULL;
    if (block) {
        *code = block->code;
        form = form_of(subject, block);
    }
    vec_release(&blocks);
    return form;
}
