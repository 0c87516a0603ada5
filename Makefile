# wye: build, tests and set-up. `make help` lists what there is to call.
#
# One source tree, two builds of it: build/release for people and build/check (ASan, UBSan) for
# the tests. Headers are tracked by the compiler. Grammars are compiled once, apart from both.

PREFIX ?= /usr/local
DESTDIR ?=
CC ?= cc
SHELL := /bin/bash
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all

VERSION := 0.1.0
STANDARD := -std=c11 -D_DEFAULT_SOURCE -D_POSIX_C_SOURCE=200809L
WARNINGS := -Wall -Wextra -Wpedantic -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
            -Wvla -Wpointer-arith -Wwrite-strings -Wundef
CORE := grammars/node_modules/tree-sitter/vendor/tree-sitter/lib
INCLUDE := -Iserver -isystem $(CORE)/include
CFLAGS_release := -O2 -g
CFLAGS_check := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined \
                -fno-omit-frame-pointer
LIBRARIES := -luv -lcjson -lpthread -ldl -lm

# --- What there is -----------------------------------------------------------------------------

# Some of io/ are shared objects of their own, wye-NAME.so, because their libraries are most of a
# start's time and memory.
OBJECTS := http ledger
PARTS_http := http http_sockets
LIBRARY_http := -lcurl
PARTS_ledger := ledger ledger_sql ledger_report
LIBRARY_ledger := -lsqlite3
SOURCES := $(filter-out $(foreach object,$(OBJECTS),$(PARTS_$(object):%=server/io/%.c)), \
    $(wildcard server/*.c server/*/*.c))
# The machine: all that a session needs, without the shell around it.
MACHINE_SOURCES := $(filter-out server/main.c server/io/% server/cli/%,$(SOURCES))
DATA := $(wildcard server/*/*.json) $(wildcard server/*/*.css) $(wildcard grammars/*/*.scm)
TEST_SOURCES := $(wildcard tests/runner/*.c tests/unit/*.c)

# The parsers that the rows of languages.def name. Its package is tree-sitter-NAME, or one that
# holds it in a folder NAME.
PARSERS := $(sort $(shell sed -nE 's/^LANGUAGE.\w+, (\w+),.*/\1/p' server/syntax/languages.def))

MODULES_STAMP := build/.grammars
GRAMMAR_OBJECTS := build/grammars/core.o $(PARSERS:%=build/grammars/%.o)
DATA_OBJECTS := $(DATA:%=build/data/%.o)
COMMON := $(DATA_OBJECTS) $(GRAMMAR_OBJECTS)

comma := ,
objects = $(patsubst %.c,build/$(1)/%.o,$(2))

.PHONY: all help setup demo test check tidy bless e2e bench corpus install clean check-build \
        vsix screenshots

all: build/wye $(OBJECTS:%=build/wye-%.so)

help:
	@echo 'make            build build/wye'
	@echo 'make demo       set up, build, and show the main job with no key and no network'
	@echo 'make test       set up and run the tests (T=name for some of them)'
	@echo 'make check      all that CI runs: build, tidy, tests, the real binary, real editors'
	@echo 'make bless      rewrite expectations; read the difference before committing it'
	@echo 'make tidy       layers, sizes, banned calls, formatting'
	@echo 'make e2e        the real binary and real editors against the wall'
	@echo 'make bench      the figures, beside baselines of the same run (QUICK=1: fewer)'
	@echo 'make corpus     what the built-in engine finds in code of this machine (A=options)'
	@echo 'make vsix       the VS Code extension with the server inside, as build/wye.vsix'
	@echo 'make screenshots  pictures of VS Code for the README, light and dark'
	@echo 'make install    PREFIX=$(PREFIX) DESTDIR='
	@echo 'make clean'

# --- Set-up: packages, pinned grammars -----------------------------------------------------------

setup:
	@tests/setup.sh

# npm's lock file pins the tree-sitter core and every grammar; nothing of theirs is run.
$(MODULES_STAMP): grammars/package.json grammars/package-lock.json
	@mkdir -p build
	@echo 'fetching the pinned grammars'
	@cd grammars && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

# --- Compile -------------------------------------------------------------------------------------

build/grammars/core.o: $(MODULES_STAMP)
	@mkdir -p $(@D)
	@echo 'compiling the tree-sitter core'
	@$(CC) -std=c11 -D_DEFAULT_SOURCE -D_POSIX_C_SOURCE=200112L -O2 -w -I$(CORE)/src \
	    -I$(CORE)/include -c $(CORE)/src/lib.c -o $@

# A parser and, where it has one, its scanner, become one object. grammars/NAME/scanner.c takes the
# place of the package's.
$(patsubst grammars/%/scanner.c,build/grammars/%.o,$(wildcard grammars/*/scanner.c)): \
    build/grammars/%.o: grammars/%/scanner.c
$(PARSERS:%=build/grammars/%.o): build/grammars/%.o: $(MODULES_STAMP)
	@mkdir -p $(@D)
	@echo 'compiling the $* grammar'
	@shopt -s nullglob; set -- grammars/node_modules/{,@*/}tree-sitter-$*/src/parser.[c] \
	    grammars/node_modules/{,@*/}tree-sitter-*/$*/src/parser.[c]; \
	folder=$${1%/parser.c}; \
	[ -n "$$folder" ] || { echo "no package in grammars/ has a parser for $*" >&2; exit 1; }; \
	for part in parser scanner; do \
	    source=$$folder/$$part.c; \
	    [ ! -f grammars/$*/$$part.c ] || source=grammars/$*/$$part.c; \
	    [ ! -f $$source ] || $(CC) -std=c11 -O2 -w -I$$folder \
	        -c $$source -o build/grammars/$*-$$part.part || exit 1; \
	done; \
	ld -r -o $@ build/grammars/$*-*.part && rm -f build/grammars/$*-*.part

# Data files become symbols: _binary_grammars_c_scopes_scm_start, …_end.
$(DATA_OBJECTS): build/data/%.o: %
	@mkdir -p $(@D)
	@ld -r -b binary -z noexecstack -o $@ $<

define build_rules
build/$(1)/%.o: %.c $(MODULES_STAMP) Makefile
	@mkdir -p $$(@D)
	@$(CC) $(STANDARD) $(WARNINGS) $(INCLUDE) -Itests -DWYE_VERSION='"$(VERSION)"' $$(CFLAGS_$(1)) \
	    $$(CFLAGS) -fPIC -MMD -MP -c $$< -o $$@

$(foreach object,$(OBJECTS),$(eval build/$(1)/wye-$(object).so: \
    $(PARTS_$(object):%=build/$(1)/server/io/%.o)))
$(OBJECTS:%=build/$(1)/wye-%.so): build/$(1)/wye-%.so:
	@$(CC) $$(CFLAGS_$(1)) -shared $$^ $$(LIBRARY_$$*) -o $$@

build/$(1)/wye: $(call objects,$(1),$(SOURCES)) $(COMMON)
	@echo 'linking $$@'
	@$(CC) $$(CFLAGS_$(1)) -rdynamic $$^ $(LIBRARIES) -o $$@
endef
$(eval $(call build_rules,release))
$(eval $(call build_rules,check))

build/wye: build/release/wye
	@cp -f $< $@
$(OBJECTS:%=build/wye-%.so): build/wye-%.so: build/release/wye-%.so
	@cp -f $< $@

# Beside the one with sanitizers, one without for valgrind, which cannot live with them.
define runner_rule
build/$(1)/runner: $(call objects,$(1),$(MACHINE_SOURCES) $(TEST_SOURCES)) $(COMMON)
	@$(CC) $$(CFLAGS_$(1)) -rdynamic $$^ $(LIBRARIES) -o $$@
endef
$(eval $(call runner_rule,check))
$(eval $(call runner_rule,release))

# Benchmarks: release code, the server in the same process where that is what is measured, and
# baselines that are as small as a program can be.
BENCH_PARTS := $(call objects,release,tests/bench/measure.c tests/runner/material.c)
BENCH_SERVER := $(BENCH_PARTS) $(call objects,release,tests/bench/typist.c \
    $(filter-out server/main.c server/cli/%,$(SOURCES))) $(COMMON)
BENCH := $(addprefix build/bench/,keystroke memory editor plain empty empty-curl)
build/bench/keystroke build/bench/memory: $(BENCH_SERVER)
build/bench/editor: $(BENCH_PARTS) $(call objects,release,$(wildcard server/base/*.c))
build/bench/memory: LINKING := $(addprefix -Wl$(comma)--wrap=,malloc calloc realloc free)
build/bench/plain: LINKING := -lcurl
build/bench/empty-curl: LINKING := -Wl,--no-as-needed -lcurl
build/bench/empty-curl: build/release/tests/bench/empty.o
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS_release) $^ $(LINKING) -o $@
build/bench/%: build/release/tests/bench/%.o
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS_release) -rdynamic $^ $(LIBRARIES) $(LINKING) -o $@

check-build: build/check/wye $(OBJECTS:%=build/check/wye-%.so) build/check/runner

-include $(shell find build/release build/check -name '*.d' 2>/dev/null)

# --- Use -----------------------------------------------------------------------------------------

demo: setup
	@$(MAKE) -s --no-print-directory -j2 all
	@tests/demo.sh

test: setup
	@$(MAKE) -s --no-print-directory -j2 all check-build
	@tests/run.sh test $(T)

bless: setup
	@$(MAKE) -s --no-print-directory -j2 check-build
	@WYE_BLESS=1 build/check/runner $(T)

tidy: setup
	@node tests/tidy.mjs

e2e:
	@tests/setup.sh check
	@$(MAKE) -s --no-print-directory -j2 all check-build
	@tests/run.sh e2e $(T)

bench: setup
	@$(MAKE) -s --no-print-directory -j2 all $(BENCH)
	@node tests/bench/bench.mjs $(if $(QUICK),--quick)

corpus: setup
	@$(MAKE) -s --no-print-directory -j2 all
	@node tests/corpus/corpus.mjs $(A)

check:
	@tests/setup.sh check
	@$(MAKE) -s --no-print-directory -j2 all check-build build/release/runner
	@tests/run.sh check

# The extension's server brings along what is not on every Linux: its libraries lie beside it.
VSIX_SERVER := build/vsix/wye $(OBJECTS:%=build/vsix/wye-%.so)
VSIX_SYSTEM := build/release/wye $(OBJECTS:%=build/release/wye-%.so)
VSIX_LIBRARIES := libuv.so.1 libcjson.so.1 libsqlite3.so.0
build/vsix/wye: $(call objects,release,$(SOURCES)) $(COMMON)
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS_release) -s -rdynamic $^ $(LIBRARIES) -Wl,-rpath,'$$ORIGIN' -o $@
$(foreach object,$(OBJECTS),$(eval build/vsix/wye-$(object).so: \
    $(PARTS_$(object):%=build/release/server/io/%.o)))
$(OBJECTS:%=build/vsix/wye-%.so): build/vsix/wye-%.so:
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS_release) -s -shared $^ $(LIBRARY_$*) -Wl,-rpath,'$$ORIGIN' -o $@
build/wye.vsix: $(VSIX_SERVER) $(VSIX_SYSTEM) server/config/schema.json $(shell find editors/vscode -type f \
    -not -path '*/node_modules/*' 2>/dev/null)
	@for name in $(VSIX_LIBRARIES); do cp -L "$$(ldd $(VSIX_SYSTEM) | \
	    awk -v name=$$name '$$1 == name { print $$3; exit }')" build/vsix/ || exit 1; done
	@editors/vscode/package.sh build/vsix $@

vsix: setup
	@$(MAKE) -s --no-print-directory -j2 build/wye.vsix

screenshots: vsix
	@tests/setup.sh check
	@$(MAKE) -s --no-print-directory -j2 check-build
	@tests/run.sh screenshots

install: all
	install -d '$(DESTDIR)$(PREFIX)/bin' '$(DESTDIR)$(PREFIX)/lib/wye'
	install -m 755 build/wye '$(DESTDIR)$(PREFIX)/bin/wye'
	install -m 755 $(OBJECTS:%=build/wye-%.so) '$(DESTDIR)$(PREFIX)/lib/wye'

clean:
	rm -rf build
