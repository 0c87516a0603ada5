// The beginning of a page of an explanation.
#pragma once

#include "builtin/describe.h"

// Appends the heading with the name, the signature (where `with_signature`), and the name once
// more as the beginning of a sentence.
void opening_title(const struct explanation *about, const struct definition *definition,
                   bool with_signature);
// " is an async method of the class `Store`"
void opening_noun(const struct explanation *about, const struct definition *definition);
// "takes `a` and `b`"
void opening_parameters(const struct explanation *about, struct span signature);
// " and returns `int`"
void opening_result(const struct explanation *about, struct span signature);
// " It loops over `lines`, decides in 3 places and raises `ValueError`.", or nothing.
void opening_shape(const struct explanation *about);
// "lines 3 to 7"
void opening_extent(const struct explanation *about, struct span span);
// The first sentence of a comment as a quotation, or nothing.
void opening_comment(const struct explanation *about, struct slice comment, struct slice name);
// The doc fact number `first` and those that follow it at once: some languages begin every line of
// a text with a sign.
struct slice opening_doc(const struct explanation *about, size_t first);
// Comments in front of a definition, or its doc string; "" where there are none.
struct slice opening_comment_of(const struct explanation *about,
                                const struct definition *definition);
// Without the comments in it, and without what announces the body.
struct slice opening_signature_of(const struct explanation *about,
                                  const struct definition *definition);
