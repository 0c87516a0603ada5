// Documentation in code: what form a language has for it, and whether it is there.
#pragma once

#include "actions/subject.h"

// "a docstring (PEP 257)", with its article; NULL where the language has no comments to hold any.
const char *docs_form(const struct language *language);
// Whether all that is defined in the scope is documented, the scope itself too: has a comment right
// in front of it, or a doc string. What functions define for themselves does not count. Any thread.
bool docs_are_there(const struct subject *subject);
// A comment line of `before` that a tool reads (`# noqa`, `//go:build`, a licence) and that `after`
// has not; "" where none is lost.
struct slice docs_lost_directive(const struct subject *subject, struct slice after);
