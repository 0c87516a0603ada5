// What an open document takes: bytes that are allocated with it open and asked about, beside those
// that its text and the bare parser's tree of it take. Linked so that every allocation of ours
// passes here.
//
//     memory FILE LINES      prints one JSON object of figures, in bytes
#include "bench/measure.h"
#include "bench/typist.h"

#include "base/memory.h"
#include "syntax/core.h"

#include <malloc.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

static atomic_long live;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void __real_free(void *memory);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);
void __wrap_free(void *memory);

static void *count(void *memory) {
    atomic_fetch_add(&live, (long)malloc_usable_size(memory));
    return memory;
}

void *__wrap_malloc(size_t size) {
    return count(__real_malloc(size));
}

void *__wrap_calloc(size_t items, size_t size) {
    return count(__real_calloc(items, size));
}

void *__wrap_realloc(void *memory, size_t size) {
    atomic_fetch_sub(&live, (long)malloc_usable_size(memory));
    return count(__real_realloc(memory, size));
}

void __wrap_free(void *memory) {
    atomic_fetch_sub(&live, (long)malloc_usable_size(memory));
    __real_free(memory);
}

static long measure_raw_tree(const struct language *language, struct slice program) {
    TSParser *parser = ts_parser_new();
    ts_parser_set_language(parser, language_grammar(language));
    long before = atomic_load(&live);
    TSTree *tree = ts_parser_parse_string(parser, NULL, program.data, (uint32_t)program.length);
    ts_parser_delete(parser);
    long size = atomic_load(&live) - before;
    ts_tree_delete(tree);
    return size;
}

// Once through all that is made at first use and stays: compiled queries, threads.
static void warm(struct typist *typist, const char *language) {
    typist_open(typist, language, SLICE("a\n"));
    typist_ask(typist, 0);
    typist_wait(typist);
    typist_change(typist, (struct span){ 0, 0 }, SLICE(" "));
    typist_ask(typist, 0);
    typist_wait(typist);
    typist_close(typist);
    typist_rest(typist);
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fputs("memory FILE LINES\n", stderr);
        return 2;
    }
    char uri[64];
    struct typist typist;
    char *bytes = measure_program(argv[1], (size_t)strtoul(argv[2], NULL, 10));
    struct slice program = slice_from(bytes);
    snprintf(uri, sizeof uri, "file:///bench/program%s", strrchr(argv[1], '.'));
    const struct language *language = language_find(NULL, uri, SLICE(""));
    typist_start(&typist, uri);
    warm(&typist, language_id(language));
    long before = atomic_load(&live);
    typist_open(&typist, language_id(language), program);
    typist_ask(&typist, program.length / 2);
    typist_wait(&typist);
    typist_change(&typist, (struct span){ 0, 0 }, SLICE(" "));
    typist_ask(&typist, program.length / 2);
    typist_wait(&typist);
    typist_rest(&typist);
    // The client's own copy is none of the server's.
    struct text *copy = text_create(program);
    long with_copy = atomic_load(&live);
    text_release(copy);
    long client = with_copy - atomic_load(&live);
    long open = atomic_load(&live) - before - client;
    typist_close(&typist);
    typist_rest(&typist);
    long left = atomic_load(&live) - before;
    long tree = measure_raw_tree(language, program);
    printf("{\"text\":%zu,\"tree\":%ld,\"open\":%ld,\"left\":%ld}\n", program.length, tree, open,
           left);
    typist_end(&typist);
    memory_free(bytes);
    return 0;
}
