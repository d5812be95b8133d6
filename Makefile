# Banxin: report data in, the official PDF out. `make help` lists the targets.
#
# Set-up, then work: a target that needs packages runs tests/setup.sh first and then calls make again, so that
# one `make demo` is enough on a machine without a compiler.

PREFIX    ?= /usr/local
DESTDIR   ?=
BUILD     ?= build
CC        := $(if $(filter default,$(origin CC)),gcc,$(CC))
CFLAGS    ?= -O2 -g
JOBS      ?= $(shell nproc 2>/dev/null || echo 1)
T         ?=
STAGE     ?=
WERROR    ?=
SANITIZE  ?=
FUZZ_SECONDS ?= 20
DOCUMENTS ?= 1000

bindir     = $(PREFIX)/bin
libdir     = $(PREFIX)/lib
includedir = $(PREFIX)/include
datadir    = $(PREFIX)/share/banxin

VERSION := $(shell sed -n 's/^\#define BX_VERSION "\(.*\)"/\1/p' include/banxin/banxin.h)
SOVERSION := $(firstword $(subst ., ,$(VERSION)))
FONTS   := .cache/fonts
AGAIN    = $(MAKE) --no-print-directory $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j$(JOBS))

, := ,

.DELETE_ON_ERROR:
.SUFFIXES:

# ---- what people call

.PHONY: all help setup demo check test
all: $(BUILD)/libbanxin.a $(BUILD)/libbanxin.so $(BUILD)/banxin

help: ## this list
	@echo '  all         the library and the command, in $(BUILD)/ (the default)'
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' Makefile | sed 's|$$(BUILD)|$(BUILD)|' | \
	 while IFS='|' read -r target help; do printf '  %-11s %s\n' "$$target" "$$help"; done
	@echo 'variables: PREFIX DESTDIR BUILD CC CFLAGS JOBS WERROR=1 SANITIZE=address T=pattern FUZZ_SECONDS=n DOCUMENTS=n'

setup: ## install what building and testing need, and get the fonts
	@sh tests/setup.sh check
	@fonts/fetch.sh $(FONTS)

demo: ## set up, build, and write $(BUILD)/demo/report.pdf from the real report
	@sh tests/setup.sh demo
	@fonts/fetch.sh $(FONTS)
	@$(AGAIN) all
	@mkdir -p $(BUILD)/demo
	$(BUILD)/banxin build layouts/xxgk-2021/example.yaml -o $(BUILD)/demo/report.pdf --timing

check: setup ## set up, build strictly, and run everything that tests
	@$(AGAIN) WERROR=1 all units clang-reads
	@$(AGAIN) WERROR=1 SANITIZE=address,undefined BUILD=$(BUILD)/asan $(BUILD)/asan/banxin units
	@python3 tests/run.py --build $(BUILD) --sanitized $(BUILD)/asan

test: ## only the tests; T=pattern selects
	@$(AGAIN) all units
	@python3 tests/run.py --build $(BUILD) --only '$(T)'

# ---- flags

PACKAGES := fribidi libunibreak freetype2 fontconfig harfbuzz harfbuzz-subset yaml-0.1 libdeflate zlib lcms2 nettle \
            libpng libjpeg

# Asked when the first source is compiled, for before set-up there may be no pkg-config; then remembered.
packages_say = $(or $(shell pkg-config $(1) $(PACKAGES)),$(error libraries are missing: run `sh tests/setup.sh demo`))
PACKAGE_CFLAGS = $(eval PACKAGE_CFLAGS := $$(call packages_say,--cflags))$(PACKAGE_CFLAGS)
PACKAGE_LIBS   = $(eval PACKAGE_LIBS := $$(call packages_say,--libs))$(PACKAGE_LIBS)

CPPFLAGS += -Isrc -Iinclude -D_GNU_SOURCE
DATA_DIR  = -DBX_DATA_DIR='"$(datadir)"'
SANE      = $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer)
# What the compiler and the linker can do against faults that nobody found: an overwritten return address ends the
# process, tables of functions cannot be written to. Sanitizers do this and more themselves, and checked calls of
# the C library hide theirs; without an optimizer there are none.
OPTIMIZED = $(filter -O1 -O2 -O3 -Os,$(CFLAGS))
HARD      = $(if $(SANITIZE),,$(if $(OPTIMIZED),-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2) \
            -fstack-protector-strong -fstack-clash-protection)
HARD_LINK = -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack
FLAGS     = -std=c17 -Wall -Wextra -fPIC -fvisibility=hidden $(SANE) $(HARD) $(CPPFLAGS) $(CFLAGS) $(PACKAGE_CFLAGS)
# Opened when a PDF is read, not linked (src/read/library.h): by the name that its link says it has.
QPDF_NAME = $(eval QPDF_NAME := $$(shell objdump -p $$$$($(CC) -print-file-name=libqpdf.so) | sed -n 's/.*SONAME *//p'))$(QPDF_NAME)
LIBS      = $(HARD_LINK) -Wl,--as-needed $(PACKAGE_LIBS) -lhpdf -lm -pthread

# A file that changes only when a text does. Objects depend on the flags, so that another PREFIX or compiler
# builds anew; libraries depend on the list of sources, so that a removed one goes. -Werror is in neither: it
# changes no object, and `make` after `make check` should have nothing to do.
define keep_text
@mkdir -p $(@D)
@printf '%s\n' '$(subst ','\'',$(1))' > $@.new
@cmp -s $@.new $@ && rm $@.new || mv $@.new $@
endef
.PHONY: always
$(BUILD)/flags: always
	$(call keep_text,$(CC) $(FLAGS) $(DATA_DIR) $(LIBS))
$(BUILD)/sources: always
	$(call keep_text,$(LIB_SOURCES))

# ---- library and command

LIB_SOURCES := $(sort $(filter-out src/cli/%,$(wildcard src/*/*.c)))
CLI_SOURCES := $(sort $(wildcard src/cli/*.c))
LIB_OBJECTS := $(LIB_SOURCES:%.c=$(BUILD)/obj/%.o)
CLI_OBJECTS := $(CLI_SOURCES:%.c=$(BUILD)/obj/%.o)

$(BUILD)/obj/src/api/%.o $(BUILD)/obj/src/cli/%.o: private CPPFLAGS += $(DATA_DIR)
$(BUILD)/obj/src/read/%.o: private CPPFLAGS += -DBX_QPDF_LIBRARY='"$(QPDF_NAME)"'
$(BUILD)/obj/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	@echo "  cc    $<"
	@$(CC) $(FLAGS) $(if $(WERROR),-Werror) -MMD -MP -c $< -o $@

# For our own tests, with all names of all rooms.
$(BUILD)/inside.a: $(LIB_OBJECTS) $(BUILD)/sources
	@rm -f $@ && ar rcs $@ $(LIB_OBJECTS)

# For programs: one object in which only the public names are left, or str_of and buf_add would meet theirs.
$(BUILD)/libbanxin.a: $(LIB_OBJECTS) $(BUILD)/sources
	@echo "  ar    $@"
	@$(CC) $(SANE) -r -nostdlib $(LIB_OBJECTS) -o $(BUILD)/libbanxin.o
	@objcopy --localize-hidden $(BUILD)/libbanxin.o
	@rm -f $@ && ar rcs $@ $(BUILD)/libbanxin.o

$(BUILD)/libbanxin.so.$(VERSION): $(LIB_OBJECTS) $(BUILD)/sources
	@echo "  link  $@"
	@$(CC) $(SANE) -Wl,--build-id $(LDFLAGS) -shared -Wl,-soname,libbanxin.so.$(SOVERSION) $(LIB_OBJECTS) -o $@ $(LIBS)
$(BUILD)/libbanxin.so: $(BUILD)/libbanxin.so.$(VERSION)
	@ln -sf $(<F) $(BUILD)/libbanxin.so.$(SOVERSION) && ln -sf $(<F) $@

# The command holds the library in itself: one thing less to load at each start.
$(BUILD)/banxin: $(CLI_OBJECTS) $(BUILD)/libbanxin.a
	@echo "  link  $@"
	@$(CC) $(SANE) -Wl,--build-id $(LDFLAGS) -pie $^ -o $@ $(LIBS)

# ---- tests: one program for each tests/unit/test_*.c, with the room's insides at hand

UNIT_SOURCES := $(sort $(wildcard tests/unit/test_*.c))
UNIT_SHARED  := $(filter-out $(UNIT_SOURCES),$(wildcard tests/unit/*.c))
UNITS        := $(UNIT_SOURCES:tests/unit/%.c=$(BUILD)/unit/%)

.PHONY: units clang-reads structure asan tsan valgrind clang
units: $(UNITS)
$(BUILD)/unit/%: $(BUILD)/obj/tests/unit/%.o $(UNIT_SHARED:%.c=$(BUILD)/obj/%.o) $(BUILD)/inside.a
	@mkdir -p $(@D)
	@$(CC) $(SANE) $(LDFLAGS) $^ -o $@ $(LIBS) -lcmocka
.PRECIOUS: $(BUILD)/obj/%.o

# The second compiler's opinion, without its objects.
CLANG_READS := $(patsubst %.c,$(BUILD)/clang-reads/%.ok,$(LIB_SOURCES) $(CLI_SOURCES) $(UNIT_SOURCES) $(UNIT_SHARED))
clang-reads: $(CLANG_READS)
$(BUILD)/clang-reads/%.ok: private CPPFLAGS += $(DATA_DIR) -DBX_QPDF_LIBRARY='""'
$(BUILD)/clang-reads/%.ok: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	@clang $(FLAGS) -Werror -fsyntax-only -MMD -MP -MF $(@:.ok=.d) -MT $@ $<
	@touch $@

# Readers that look for faults along paths; each file anew only when it changed.
LINTED   := $(LIB_SOURCES) $(CLI_SOURCES)
lint_with = @mkdir -p $(@D) && echo "  lint  $@" && { $(1) >$@.new 2>&1 || { cat $@.new; exit 1; }; } && mv $@.new $@

.PHONY: lint linted
lint: ## gcc -fanalyzer, clang-tidy (.clang-tidy) and cppcheck over the sources
	@sh tests/setup.sh lint
	@$(AGAIN) linted
linted: $(LINTED:%.c=$(BUILD)/lint/%.gcc) $(LINTED:%.c=$(BUILD)/lint/%.tidy) $(BUILD)/lint/cppcheck
$(BUILD)/lint/%: private CPPFLAGS += $(DATA_DIR) -DBX_QPDF_LIBRARY='""'
$(BUILD)/lint/%.gcc: %.c $(BUILD)/flags
	$(call lint_with,gcc $(FLAGS) -O1 -Wno-maybe-uninitialized -Werror -fanalyzer -MMD -MP -MF $(@:.gcc=.d) -MT $@ -c $< -o /dev/null)
$(BUILD)/lint/%.tidy: %.c .clang-tidy $(BUILD)/lint/%.gcc
	$(call lint_with,clang-tidy --quiet $< -- $(FLAGS))
# It cannot read __typeof__ and _Atomic() in an expression.
$(BUILD)/lint/cppcheck: $(LINTED) $(wildcard src/*/*.h src/*/*/*.def)
	$(call lint_with,cppcheck -q --std=c11 --enable=warning$(,)performance$(,)portability --inline-suppr --error-exitcode=1 \
	  $(CPPFLAGS) '-D__typeof__(x)=void *' '-D_Atomic(x)=x' $(LINTED))

structure: ## walls between rooms, guards, banned calls, exported names
	@python3 tests/check_structure.py --build $(BUILD)

asan: ## the tests under ASan and UBSan, in $(BUILD)/asan
	@$(AGAIN) SANITIZE=address,undefined BUILD=$(BUILD)/asan test

tsan: ## the tests under TSan, in $(BUILD)/tsan
	@$(AGAIN) SANITIZE=thread BUILD=$(BUILD)/tsan test

clang: ## library, command and tests by clang, in $(BUILD)/clang
	@$(AGAIN) CC=clang WERROR=1 BUILD=$(BUILD)/clang test

valgrind: ## unit tests and the demo under valgrind
	@$(AGAIN) all units
	@python3 tests/run.py --build $(BUILD) --only '$(T)' --valgrind
	@valgrind -q --leak-check=full --error-exitcode=99 $(BUILD)/banxin build layouts/xxgk-2021/example.yaml -o /dev/null

# ---- fuzzing: one program for each tests/fuzz/fuzz_*.c, seeds in tests/fuzz/seeds/NAME/

FUZZERS := $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))

.PHONY: fuzz fuzzers bench approve sizes tables
fuzz: ## each fuzzer for FUZZ_SECONDS; what they find stays in $(BUILD)/fuzz/found
	@sh tests/setup.sh fuzz
	@$(AGAIN) CC=clang SANITIZE=fuzzer-no-link,address,undefined BUILD=$(BUILD)/fuzz fuzzers
	@for f in $(FUZZERS:$(BUILD)/fuzz/%=%); do \
	   mkdir -p $(BUILD)/fuzz/found/$$f $(BUILD)/fuzz/corpus/$$f && \
	   $(BUILD)/fuzz/fuzz/$$f -max_total_time=$(FUZZ_SECONDS) -timeout=10 -print_final_stats=1 \
	     -artifact_prefix=$(BUILD)/fuzz/found/$$f/ $(BUILD)/fuzz/corpus/$$f \
	     $$(ls -d tests/fuzz/seeds/$${f#fuzz_} 2>/dev/null) || exit 1; \
	 done
fuzzers: $(FUZZERS)
$(BUILD)/fuzz/%: $(BUILD)/obj/tests/fuzz/%.o $(BUILD)/inside.a
	@mkdir -p $(@D)
	@$(CC) -fsanitize=fuzzer,address,undefined $(LDFLAGS) $^ -o $@ $(LIBS)

tables: ## 10 000 random tables against the reference layout of tests/tables
	@$(AGAIN) all
	@BANXIN=$(BUILD)/banxin python3 tests/tables/test_random_tables.py --count 10000

# ---- conformance: veraPDF through Maven into .cache, once; half an hour

.PHONY: conformance
conformance: ## every document, and DOCUMENTS generated ones, at every archival level, judged by veraPDF
	@sh tests/setup.sh conformance
	@fonts/fetch.sh $(FONTS)
	@$(AGAIN) all
	@rm -rf $(BUILD)/conformance && mkdir -p $(BUILD)/conformance
	@BANXIN=$(BUILD)/banxin SCRATCH=$(abspath $(BUILD)/conformance) PYTHONDONTWRITEBYTECODE=1 \
	 python3 tests/conformance/test_conformance.py --all --generated $(DOCUMENTS)

# ---- looking at it

$(BUILD)/bench/%: $(BUILD)/obj/tests/bench/%.o $(BUILD)/inside.a
	@mkdir -p $(@D)
	@$(CC) $(SANE) $(LDFLAGS) $^ -o $@ $(LIBS)

bench: ## how long and how large, and beside the peers that are installed: tests/bench
	@$(AGAIN) all $(BUILD)/bench/once $(BUILD)/bench/warm $(BUILD)/bench/floor
	@python3 tests/bench/rates.py --build $(BUILD)
	@python3 tests/bench/run.py --build $(BUILD)
	@python3 tests/bench/scale.py --build $(BUILD) --documents $(DOCUMENTS)
	@python3 tests/bench/long_table.py --build $(BUILD)
	@python3 tests/bench/batch.py --build $(BUILD)

approve: ## rewrite what T=pattern selects of tests/suite and tests/pages (STAGE=frames makes a new one); review the diff
	@$(AGAIN) all
	@python3 tests/suite/test_suite.py --build $(BUILD) --only '$(T)' --approve $(STAGE)
	@mkdir -p $(BUILD)/approve
	@BANXIN=$(BUILD)/banxin BUILD=$(BUILD) SCRATCH=$(BUILD)/approve python3 tests/pages/test_pages.py --approve '$(T)'

sizes: ## lines of files and functions, room by room
	@python3 tests/sizes.py

# ---- installing

.PHONY: install uninstall clean
install: all ## library, header, command, layouts, font list (and the fonts, if fetched) under DESTDIR PREFIX
	install -d $(DESTDIR)$(bindir) $(DESTDIR)$(libdir)/pkgconfig $(DESTDIR)$(includedir)/banxin $(DESTDIR)$(datadir)/fonts
	install -m 755 $(BUILD)/banxin $(DESTDIR)$(bindir)/
	install -m 644 $(BUILD)/libbanxin.a $(DESTDIR)$(libdir)/
	install -m 755 $(BUILD)/libbanxin.so.$(VERSION) $(DESTDIR)$(libdir)/
	ln -sf libbanxin.so.$(VERSION) $(DESTDIR)$(libdir)/libbanxin.so.$(SOVERSION)
	ln -sf libbanxin.so.$(VERSION) $(DESTDIR)$(libdir)/libbanxin.so
	install -m 644 include/banxin/*.h $(DESTDIR)$(includedir)/banxin/
	sed -e 's|@PREFIX@|$(PREFIX)|; s|@VERSION@|$(VERSION)|; s|@PACKAGES@|$(PACKAGES)|' src/banxin.pc.in \
	  > $(DESTDIR)$(libdir)/pkgconfig/banxin.pc
	cp -R layouts $(DESTDIR)$(datadir)/
	install -m 644 fonts/fonts.yaml $(DESTDIR)$(datadir)/fonts/
	for file in $(wildcard $(FONTS)/*); do install -m 644 $$file $(DESTDIR)$(datadir)/fonts/ || exit 1; done

uninstall: ## what install put there
	rm -f $(DESTDIR)$(bindir)/banxin $(DESTDIR)$(libdir)/libbanxin.* $(DESTDIR)$(libdir)/pkgconfig/banxin.pc
	rm -rf $(DESTDIR)$(includedir)/banxin $(DESTDIR)$(datadir)

clean: ## everything built; the fonts fetched stay
	rm -rf $(BUILD)

-include $(shell find $(BUILD)/obj $(BUILD)/clang-reads $(BUILD)/lint -name '*.d' 2>/dev/null)
