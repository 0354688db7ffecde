# custkit: make help lists the targets.
VERSION = 0.1.0
PREFIX = /usr/local
DESTDIR =
BUILD = build
CC = cc
CXX = c++
AR = ar
PKG_CONFIG = pkg-config
CFLAGS = -O2 -g
CXXFLAGS = -O2 -g
LDFLAGS =
WERROR ?=

# A build prints one short line per file: $(call say,WHAT) begins the command that creates $@, and
# $(call tell,WHAT,NAME) stands within a command that follows $(hush). V=1 prints the commands
# instead, and make -s nothing.
V =
hush = $(if $(V),,@)
silent := $(findstring s,$(filter-out --%,$(firstword -$(MAKEFLAGS))))
MAKEFLAGS += --no-print-directory
tell = $(if $(V)$(silent),,printf '  %-6s %s\n' $(1) $(2);)
say = $(hush)$(call tell,$(1),$(patsubst $(BUILD)/%,%,$@))

# Does the compiler accept a flag? The input is not empty, because -Wpedantic rejects that.
cc-option = $(shell echo 'typedef int t;' | \
	$(CC) -Werror $(1) -x c -c - -o /dev/null 2>/dev/null && echo $(1))
WARN := $(foreach w,-Wall -Wextra -Wpedantic -Wshadow -Wformat=2 -Wconversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wimplicit-fallthrough -Wvla -Wundef -Wwrite-strings -Wbidi-chars=any \
	-Wno-overlength-strings,$(call cc-option,$(w)))
HARDEN := $(foreach w,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong \
	-fstack-clash-protection -fcf-protection=full -ftrivial-auto-var-init=zero -fPIE, \
	$(call cc-option,$(w)))
HARDEN_LD = -pie -Wl,-z,relro,-z,now,-z,noexecstack,--as-needed
PKGS = sqlite3 gsl libxxhash zlib
# Loaded at their first use (lib/base/late.h): they would double the time that a tool takes to
# start.
LATE = zip expat xlsxwriter icui18n sodium
# pkg-config runs once, at the first use: make deps may have to install it first.
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(shell $(PKG_CONFIG) --cflags $(PKGS)))$(PKG_CFLAGS)
PKG_LIBS = $(eval PKG_LIBS := $$(shell $(PKG_CONFIG) --libs $(PKGS)))$(PKG_LIBS)
LIBS = $(PKG_LIBS) -lcsv -lunistring -lm
ALL_CFLAGS = -std=gnu17 -I. -I$(BUILD) $(WARN) $(WERROR) $(HARDEN) -pthread \
	-ffile-prefix-map=$(CURDIR)=. $(PKG_CFLAGS) $(CFLAGS)

# A plugin wraps a C++ library; a tool opens it when it needs it. make PLUGINS= builds none.
ALL_CXXFLAGS = -std=gnu++17 -I. -Wall -Wextra $(WERROR) $(filter-out -fPIE,$(HARDEN)) -fPIC \
	-fvisibility=hidden -ffile-prefix-map=$(CURDIR)=. $(CXXFLAGS)
PLUGINS := $(BUILD)/lib/custkit/phone_number.so $(BUILD)/lib/custkit/custkit.so

# The SQLite extension: lib/extension, and the pure files that compute for it, as code that can lie
# anywhere. The linker reports a file that is missing here, and tests/extension.bats one too many.
EXTENSION := $(patsubst %.c,$(BUILD)/%.o,$(wildcard lib/extension/*.c))
EXTENSION_PURE = base/calendar base/calendar_row base/catalogue base/date base/directive \
	base/fail base/lunar base/mem base/moment base/num base/say base/shortened base/sort \
	base/text customer/email customer/phone \
	customer/phone_both customer/phone_scan segment/rfm stat/binomial stat/hyp stat/nps \
	value/bgnbd value/btyd value/btyd_limits value/chances value/dropout value/dropout_of \
	value/ggspend_expected value/horizons_step value/margin value/params value/pnbd \
	value/rates value/renewal value/stages
EXTENSION_OBJ := $(EXTENSION) $(EXTENSION_PURE:%=$(BUILD)/pic/lib/%.o)

TOOLS := $(patsubst cmd/%.c,%,$(wildcard cmd/*.c))
BINS := $(TOOLS:%=$(BUILD)/bin/%)
LIBOBJ := $(patsubst lib/%.c,$(BUILD)/lib/%.o,$(filter-out lib/extension/%,$(wildcard lib/*/*.c)))
LINGUAS := $(basename $(notdir $(wildcard share/po/*.po)))
PSEUDO = $(BUILD)/share/locale/en@test/LC_MESSAGES/custkit.mo
CATALOGUES := $(LINGUAS:%=$(BUILD)/share/locale/%/LC_MESSAGES/custkit.mo)
UNITS := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/*.c))

# What custkit is built with and runs, also for the packages (share/packaging). README.md says what
# each is for.
DEPS = $(shell sed -n '2,$$s/,.*//p' share/packaging/packages.csv)
DEPS_CHECK = bats mandoc groff-base jq curl python3 strace zip unzip
DEPS_LINT = clang libclang-rt-dev cppcheck shellcheck valgrind zsh fish pyflakes3 ruby nix-bin
DEPS_SCHEMA = python3-venv
DEPS_DEB = build-essential debhelper fakeroot
DEPS_PACKAGE = lintian debootstrap
DEPS_CONTAINER = podman runc netavark debootstrap
DEPS_SPARK = openjdk-17-jre-headless python3-venv

# Virtual environments: Apache Spark for check-spark alone, validators for check-schema.
SPARK = $(BUILD)-spark
SCHEMA = $(BUILD)-schema

# Goals that install packages must finish before the others begin, also under -j.
FIRST := $(filter deps deps-%,$(MAKECMDGOALS))

all: $(BINS) $(PLUGINS) $(CATALOGUES) completions

help:
	@echo 'make all deps po demo check lint check-user check-asan check-instructions' \
		'check-debian check-report check-spark check-schema check-package check-container' \
		'bench replay soak fuzz' \
		'install uninstall check-install dist deb clean'
	@echo 'make check T=NAME runs tests/NAME.bats and tests/unit/NAME.c only'

deps:
	@.ci/deps.sh $(DEPS) $(DEPS_CHECK)

deps-lint: | $(filter deps,$(MAKECMDGOALS))
	@.ci/deps.sh $(DEPS_LINT)

# About 900 MB from PyPI; nothing of it is installed, or linked with a tool.
deps-spark: | $(filter deps deps-lint,$(MAKECMDGOALS))
	@.ci/deps.sh $(DEPS_SPARK)
	$(hush)$(call tell,PIP,$(SPARK))python3 -m venv $(SPARK) && $(SPARK)/bin/pip install -q \
		--disable-pip-version-check -r tests/spark/requirements.txt

deps-schema: | $(filter deps deps-lint,$(MAKECMDGOALS))
	@.ci/deps.sh $(DEPS_SCHEMA)
	$(hush)$(call tell,PIP,$(SCHEMA))python3 -m venv $(SCHEMA) && $(SCHEMA)/bin/pip install -q \
		--disable-pip-version-check -r tests/schema/requirements.txt

$(BUILD)/bin/%: $(BUILD)/cmd/%.o $(BUILD)/libcustkit.a
	@mkdir -p $(@D)
	$(call say,LINK)$(CC) $(ALL_CFLAGS) $(HARDEN_LD) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/unit/%: $(BUILD)/tests/unit/%.o $(BUILD)/libcustkit.a
	@mkdir -p $(@D)
	$(call say,LINK)$(CC) $(ALL_CFLAGS) $(HARDEN_LD) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/lib/custkit/%.so: lib/customer/%.cc | $(FIRST)
	@mkdir -p $(@D)
	$(call say,CXX)$(CXX) $(ALL_CXXFLAGS) -MMD -MP -shared -Wl,-z,relro,-z,now,-z,noexecstack \
		$(LDFLAGS) -o $@ $< -lphonenumber

PIC_CFLAGS = $(filter-out -fPIE,$(ALL_CFLAGS)) -fPIC -fvisibility=hidden

$(BUILD)/lib/custkit/custkit.so: $(EXTENSION_OBJ)
	@mkdir -p $(@D)
	$(call say,LINK)$(CC) $(PIC_CFLAGS) -shared \
		-Wl,-z,defs,-z,relro,-z,now,-z,noexecstack,--as-needed $(LDFLAGS) -o $@ $^ \
		$(filter-out -lsqlite3,$(LIBS))

$(BUILD)/libcustkit.a: $(LIBOBJ)
	$(call say,AR)rm -f $@ && $(AR) rcsD $@ $^

# The version of the schema is the number of its migrations.
$(BUILD)/version.h: Makefile $(wildcard share/sql/*.sql)
	@mkdir -p $(@D)
	$(call say,GEN)printf '#define CUSTKIT_VERSION "%s"\n#define CUSTKIT_SCHEMA %d\n' \
		$(VERSION) $(words $(wildcard share/sql/*.sql)) >$@

# The tools and what they are for: the first line of each file.
$(BUILD)/tool_list.h: $(wildcard cmd/*.c)
	@mkdir -p $(@D)
	$(call say,GEN)sed -sn '1s|^/\* \([a-z-]*\) - \(.*\) \*/$$|	{ "\1", "\2" },|p' \
		$(sort $^) >$@.tmp
	$(hush)[ $$(wc -l <$@.tmp) = $(words $^) ] && mv $@.tmp $@

# The tables that tools read and print, with their columns, from their manual page.
$(BUILD)/table_list.h: share/man/man5/custkit-tables.5 lib/toolbox/tables.awk
	@mkdir -p $(@D)
	$(call say,GEN)awk -v tools='$(TOOLS)' -f lib/toolbox/tables.awk $< >$@.tmp && mv $@.tmp $@

# The migrations as C strings, in the order of their numbers.
$(BUILD)/sql.h: $(wildcard share/sql/*.sql)
	@mkdir -p $(@D)
	$(call say,GEN)awk 'FNR == 1 && NR > 1 { print "\t," } \
	    { gsub(/\\/, "\\\\"); gsub(/"/, "\\\""); print "\t\"" $$0 "\\n\"" }' $(sort $^) >$@

# The names of columns of other systems that are sure: weight 2 and 3, without parts of names.
$(BUILD)/aliases.h: share/presets/aliases.csv
	@mkdir -p $(@D)
	$(call say,GEN)awk -F, 'NR > 1 && $$3 >= 2 && $$2 !~ /^\*/ { \
	    gsub(/["\\]/, "\\\\&"); print "\t{ \"" $$1 "\", \"" $$2 "\" }," }' $< >$@

# The words of other systems and languages for those of custkit.
$(BUILD)/values.h: share/presets/values.csv
	@mkdir -p $(@D)
	$(call say,GEN)awk -F, 'NR > 1 { gsub(/["\\]/, "\\\\&"); \
	    print "\t{ \"" $$1 "\", \"" $$2 "\", \"" $$3 "\" }," }' $< >$@

# It needs the libraries that are loaded late: who reads it learns what they are called here.
$(BUILD)/late.so: Makefile | $(FIRST)
	@mkdir -p $(@D)
	$(call say,LINK)$(CC) -shared -nostdlib $(LDFLAGS) -Wl,--no-as-needed -o $@ -x c /dev/null \
		$(LATE:%=-l%) || { echo 'a library is missing: make deps' >&2; exit 1; }

# LATE_ZIP is "libzip.so.4".
$(BUILD)/late.h: $(BUILD)/late.so
	$(call say,GEN)readelf -d $< | sed -nE 's/.*NEEDED.*\[(lib([a-z0-9]+)\.so.*)\]/\2 \1/p' | \
		while read -r name so; do \
		printf '#define LATE_%s "%s"\n' "$$(echo $$name | tr a-z A-Z)" "$$so"; done >$@.tmp
	$(hush)[ $$(wc -l <$@.tmp) = $(words $(LATE)) ] && mv $@.tmp $@

$(BUILD)/pic/%.o: %.c | $(FIRST) $(BUILD)/version.h
	@mkdir -p $(@D)
	$(call say,CC)$(CC) $(PIC_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/lib/extension/%.o: lib/extension/%.c | $(FIRST) $(BUILD)/version.h
	@mkdir -p $(@D)
	$(call say,CC)$(CC) $(PIC_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/%.o: %.c | $(FIRST) $(BUILD)/version.h $(BUILD)/sql.h $(BUILD)/aliases.h $(BUILD)/late.h \
		$(BUILD)/tool_list.h $(BUILD)/table_list.h $(BUILD)/values.h
	@mkdir -p $(@D)
	$(call say,CC)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# The translations. lib/base/say.c reads the catalogue.
$(BUILD)/share/locale/%/LC_MESSAGES/custkit.mo: share/po/%.po | $(FIRST)
	@mkdir -p $(@D)
	$(call say,MO)msgfmt --check -o $@.tmp $< && mv $@.tmp $@

# For tests: a language in which every text is its number, en@test. It shows what no translation
# reaches.
$(BUILD)/share/locale/en@test/LC_MESSAGES/custkit.mo: $(BUILD)/custkit.pot tests/po.py
	@mkdir -p $(@D)
	$(call say,MO)tests/po.py pseudo $< >$<.test && msgfmt --check-format -o $@.tmp $<.test && \
		mv $@.tmp $@

# All texts that users read; xgettext writes the format of the catalogues.
$(BUILD)/custkit.pot: share/po/texts.py share/po/words \
		$(wildcard cmd/*.c lib/*/*.[ch] share/presets/*.csv)
	@mkdir -p $(@D)
	$(call say,GEN)share/po/texts.py >$@.c && xgettext --language=C --from-code=UTF-8 \
		-k -kF:1 -kT:1 -kS:1 -kC:1c,2 --flag=F:1:c-format --flag=T:1:no-c-format \
		--package-name=custkit --no-wrap -o - $@.c | sed -e '/^"POT-Creation-Date/d' \
		-e 's/^\("Content-Type: .*=\)CHARSET/\1UTF-8/' >$@.tmp && mv $@.tmp $@

# Updates share/po/*.po from the sources. New texts have no translation yet.
po: $(BUILD)/custkit.pot
	$(hush)for po in $(LINGUAS:%=share/po/%.po); do \
		$(call tell,PO,"$$po") msgmerge -q --no-wrap --no-fuzzy-matching \
			--add-location=file $$po $< | msgattrib --no-obsolete --no-wrap \
			>$<.new && mv $<.new $$po || exit; done

# Completions: one file per tool and shell, generated from --help.
SHELLS = bash zsh fish
COMPLETIONS := $(foreach s,$(SHELLS),$(TOOLS:%=$(BUILD)/completions/$(s)/%))

completions: $(COMPLETIONS)

define completion_rule
$(BUILD)/completions/$(1)/%: $(BUILD)/bin/% completions/gen.sh
	@mkdir -p $$(@D)
	$$(call say,GEN)completions/gen.sh $(1) $$< >$$@.tmp && mv $$@.tmp $$@
endef
$(foreach s,$(SHELLS),$(eval $(call completion_rule,$(s))))

demo: all
	@share/examples/demo.sh $(BUILD)/bin share/examples/cdnow.csv

# make check T=clv-calc runs one or several files of tests, EACH=4 a quarter; see tests/run.
check: all $(UNITS) faults $(PSEUDO)
	@EACH=$(EACH) tests/run $(BUILD) $(T)

# The same, a sample without T, as an ordinary user.
check-user: all $(UNITS) faults $(PSEUDO)
	@tests/user.sh $(BUILD) $(T)

SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer

# make $(ASAN) TARGET
ASAN = BUILD=$(BUILD)-asan HARDEN='-fPIE -ftrivial-auto-var-init=pattern' \
	CFLAGS='-O1 -g1 $(SANITIZE)'

check-asan:
	@$(MAKE) $(ASAN) check

# On a small cluster, in this machine; SPARK_CUSTOMERS=1500000 is 16 million orders.
check-spark: all | $(FIRST)
	@[ -x $(SPARK)/bin/python ] || { echo 'no $(SPARK): make deps-spark' >&2; exit 2; }
	@$(SPARK)/bin/python tests/spark/check.py $(BUILD)

# What the tools print, and the SBOM, under the validators of others.
check-schema: all dist | $(FIRST)
	@[ -x $(SCHEMA)/bin/python ] || { echo 'no $(SCHEMA): make deps-schema' >&2; exit 2; }
	@$(SCHEMA)/bin/python tests/schema/check.py $(BUILD)

# Reports in Chromium (Debian: chromium), which axe-core (npm) looks at.
check-report: all
	@tests/report/run $(BUILD)

PYTHON := $(wildcard share/spark/*.py share/po/*.py tests/*.py tests/*/*.py)

# LINT_BUILD was built with -Werror: in CI that is the build of the tests. Of clang only the
# warnings are wanted, no code; those of its optimizer are few.
LINT_BUILD = $(BUILD)-gcc
lint: | $(FIRST)
	@$(MAKE) BUILD=$(LINT_BUILD) WERROR=-Werror all units
	@$(MAKE) BUILD=$(LINT_BUILD) CC=clang CXX=clang++ WERROR=-Werror syntax
	$(hush)$(call tell,CHECK,cppcheck)cppcheck -q -j2 --error-exitcode=1 --inline-suppr \
		--enable=warning,performance,portability --suppress=missingIncludeSystem \
		-I. -I$(LINT_BUILD) --library=posix cmd lib
	$(hush)$(call tell,CHECK,shellcheck)shellcheck -x .ci/run .ci/deps.sh \
		completions/gen.sh tests/run tests/instructions/run \
		$(wildcard tests/*.sh tests/*.bash tests/bench/*.sh tests/spark/*.sh \
		share/examples/*.sh share/packaging/*.sh share/packaging/debian/tests/demo)
	$(hush)$(call tell,CHECK,pyflakes)pyflakes3 $(PYTHON)
	tests/layers.sh
	tests/circles.sh $(LINT_BUILD)
	tests/names.sh $(LINT_BUILD)
	tests/width.sh
	tests/negations.sh
	@$(MAKE) BUILD=$(LINT_BUILD) recipes
	$(hush)$(call tell,CHECK,completions)for t in $(TOOLS); do \
		zsh -n $(LINT_BUILD)/completions/zsh/$$t && \
		fish -n $(LINT_BUILD)/completions/fish/$$t || exit 1; done

# What the compiler has to say about each source, with the generated headers of a build.
syntax:
	$(hush)$(call tell,CHECK,$(CC))printf '%s\n' cmd/*.c lib/*/*.c tests/unit/*.c | \
		xargs -P2 -n50 $(CC) -fsyntax-only $(ALL_CFLAGS)
	$(hush)$(call tell,CHECK,$(CXX))$(CXX) -fsyntax-only $(ALL_CXXFLAGS) lib/*/*.cc

units: $(UNITS) $(PLUGINS)

# For tests/faults: a library that makes system calls fail, and the table reader alone.
faults: $(BUILD)/faults/fault.so $(BUILD)/faults/rows

$(BUILD)/faults/fault.so: tests/faults/fault.c
	@mkdir -p $(@D)
	$(call say,CC)$(CC) -std=gnu17 $(WARN) $(WERROR) -O1 -fPIC -shared -o $@ $<

$(BUILD)/faults/rows: $(BUILD)/tests/faults/rows.o $(BUILD)/libcustkit.a
	@mkdir -p $(@D)
	$(call say,LINK)$(CC) $(ALL_CFLAGS) $(HARDEN_LD) $(LDFLAGS) -o $@ $^ $(LIBS)

# The instructions of cust-segment --rfm per row of a log, on every processor the same.
INSTRUCTIONS = 615
check-instructions: $(BUILD)/instructions/cust-segment $(BUILD)/instructions/gen
	@tests/instructions/run $(BUILD) $(INSTRUCTIONS)

$(BUILD)/instructions/cust-segment: $(BUILD)/cmd/cust-segment.o \
		$(BUILD)/tests/instructions/marks_best.o $(BUILD)/libcustkit.a
	@mkdir -p $(@D)
	$(call say,LINK)$(CC) $(ALL_CFLAGS) $(HARDEN_LD) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/instructions/gen: tests/bench/gen.c
	@mkdir -p $(@D)
	$(call say,CC)$(CC) -std=gnu17 -O2 -o $@ $< -lgsl -lgslcblas -lm

bench: all
	tests/bench/run.sh $(BUILD)

# How often the intervals of clv-calc cover the truth, in simulated shops.
bench-coverage: all
	tests/bench/coverage.sh $(BUILD)

# How well cust-dedupe finds duplicates, in shops that are made up and in FEBRL (from PyPI).
bench-dedupe: all
	tests/bench/dedupe.sh $(BUILD)

# FUZZ seconds for each target; what is found is kept in build-fuzz/found. With a SEED, the inputs
# are the same in each run. FUZZ_OPTIMIZE=-O0 builds in a third of the time, and is slower then.
FUZZ = 60
SEED = 0
FUZZ_OPTIMIZE = -O1
FUZZERS := $(patsubst tests/fuzz/%.c,%,$(filter-out tests/fuzz/fuzz.c,$(wildcard tests/fuzz/*.c)))

FUZZ_SANITIZE = -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined

fuzz: | $(FIRST)
	@$(MAKE) BUILD=$(BUILD)-fuzz CC=clang HARDEN=-fPIE HARDEN_LD=-pie \
		CFLAGS='$(FUZZ_OPTIMIZE) -g1 $(FUZZ_SANITIZE)' fuzzers
	@tests/fuzz/run $(BUILD)-fuzz $(FUZZ) $(SEED) $(or $(T),$(FUZZERS))

fuzzers: $(FUZZERS:%=$(BUILD)/fuzz/%)

$(BUILD)/fuzz/%: $(BUILD)/tests/fuzz/%.o $(BUILD)/tests/fuzz/fuzz.o $(BUILD)/libcustkit.a
	@mkdir -p $(@D)
	$(call say,LINK)$(CC) $(ALL_CFLAGS) -fsanitize=fuzzer $(HARDEN_LD) $(LDFLAGS) \
		-o $@ $^ $(LIBS)

# Tests another release of Debian, as root and as an ordinary user; needs root and debootstrap.
RELEASE = trixie
check-debian:
	tests/debian.sh $(RELEASE) $(BUILD)-debian $(T)

# Replays alerts night by night, and compares them with what happened.
replay: all
	tests/bench/replay.sh $(BUILD)

# Runs in full the tests of which CI runs a sample.
soak: all $(UNITS) faults $(PSEUDO)
	SOAK=1 tests/run $(BUILD)
	$(MAKE) check-asan
	$(MAKE) $(ASAN) damage
	$(MAKE) fuzz

# Damaged stores alone, DAMAGE of each kind.
DAMAGE = 120
damage: all
	tests/faults/faults.py $(BUILD) damage $(DAMAGE)

bindir = $(DESTDIR)$(PREFIX)/bin
datadir = $(DESTDIR)$(PREFIX)/share
plugindir = $(DESTDIR)$(PREFIX)/lib/custkit
bashdir = $(datadir)/bash-completion/completions
zshdir = $(datadir)/zsh/site-functions
fishdir = $(datadir)/fish/vendor_completions.d
SHARED := $(wildcard share/segments/*.csv share/instruments/*.csv share/rules/*.csv \
	share/standards/*.csv share/presets/*.csv share/systems/*.csv share/examples/* \
	share/spark/*.py share/sql/*.sql share/doc/*)
mo = LC_MESSAGES/custkit.mo
MANUALS := $(wildcard share/man/man*/* share/man/*/man*/*)

# $(call put,MODE,FILE,TO): one file, in a loop of the shell.
put = $(call tell,INST,"$(3)") install -D -m $(1) $(2) $(3) || exit
drop = $(call tell,RM,"$(1)") rm -f $(1)

install: all
	$(hush)for t in $(TOOLS); do \
		$(call put,755,$(BUILD)/bin/$$t,$(bindir)/$$t); done
	$(hush)for f in $(notdir $(PLUGINS)); do \
		$(call put,644,$(BUILD)/lib/custkit/$$f,$(plugindir)/$$f); done
	$(hush)for f in $(SHARED:share/%=%); do \
		$(call put,644,share/$$f,$(datadir)/custkit/$$f); done
	$(hush)for f in $(MANUALS:share/man/%=%); do \
		$(call put,644,share/man/$$f,$(datadir)/man/$$f); done
	$(hush)for l in $(LINGUAS); do \
		$(call put,644,$(BUILD)/share/locale/$$l/$(mo),$(datadir)/locale/$$l/$(mo)); done
	$(hush)for t in $(TOOLS); do \
		$(call put,644,$(BUILD)/completions/bash/$$t,$(bashdir)/$$t); \
		$(call put,644,$(BUILD)/completions/zsh/$$t,$(zshdir)/_$$t); \
		$(call put,644,$(BUILD)/completions/fish/$$t,$(fishdir)/$$t.fish); done

uninstall:
	$(hush)for t in $(TOOLS); do \
		$(call drop,$(bindir)/$$t); $(call drop,$(bashdir)/$$t); \
		$(call drop,$(zshdir)/_$$t); $(call drop,$(fishdir)/$$t.fish); done
	$(hush)for f in $(MANUALS:share/man/%=%); do $(call drop,$(datadir)/man/$$f); done
	$(hush)for l in $(LINGUAS); do $(call drop,$(datadir)/locale/$$l/$(mo)); done
	$(hush)for d in $(datadir)/custkit $(plugindir); do \
		$(call tell,RM,"$$d") rm -rf $$d; done

check-install: all
	@tests/install.sh $(BUILD)

# The sources of the last commit, the same bytes everywhere, with their SBOM and the recipes of
# Homebrew and Nix. URL is where the file will be.
DIST = $(BUILD)/dist
NAMED = custkit-$(VERSION)
TARBALL = $(DIST)/$(NAMED).tar.gz
URL = file://$(abspath $(DIST))
PACK = share/packaging/release.sh

dist:
	$(hush)rm -rf $(DIST) && mkdir -p $(DIST)
	$(hush)$(call tell,TAR,$(NAMED).tar.gz)git -c tar.umask=0022 -c core.autocrlf=false \
		archive --format=tar --prefix=$(NAMED)/ HEAD >$(DIST)/tar && \
		gzip -n9 <$(DIST)/tar >$(TARBALL) && rm $(DIST)/tar
	$(hush)$(call tell,GEN,$(NAMED).spdx.json)$(PACK) sbom $(VERSION) $(TARBALL) \
		$$(git log -1 --format=%ct) >$(DIST)/$(NAMED).spdx.json
	$(hush)for t in share/packaging/custkit.*.in; do f=$$(basename $$t .in); \
		$(call tell,GEN,$$f) $(PACK) recipe $(VERSION) $(TARBALL) $(URL) $$t \
		>$(DIST)/$$f || exit; done

# Are the recipes valid in their languages?
recipes: dist | $(FIRST)
	$(hush)$(call tell,CHECK,custkit.rb)ruby -c $(DIST)/custkit.rb >/dev/null
	$(hush)$(call tell,CHECK,custkit.nix)nix-instantiate --store dummy:// \
		--parse $(DIST)/custkit.nix >/dev/null

# The Debian package of the last commit, with its sources, in $(BUILD)-deb.
MAINTAINER = $(shell git log -1 --format='%an <%ae>')
DEB = $(BUILD)-deb

deb: dist | $(FIRST)
	$(hush)rm -rf $(DEB) && mkdir -p $(DEB)
	$(hush)cp $(TARBALL) $(DEB)/custkit_$(VERSION).orig.tar.gz
	$(hush)tar -C $(DEB) -xf $(TARBALL) && cp -r share/packaging/debian $(DEB)/$(NAMED)
	$(hush)cd $(DEB)/$(NAMED) && $(PACK) control '$(MAINTAINER)' >debian/control && \
		$(PACK) changelog $(VERSION) '$(MAINTAINER)' $$(git log -1 --format=%ct) \
		>debian/changelog && rm debian/control.in
	$(hush)$(call tell,DEB,custkit_$(VERSION))cd $(DEB)/$(NAMED) && \
		env -u MAKEFLAGS -u MAKELEVEL dpkg-buildpackage -us -uc >../log 2>&1 || \
		{ tail -n 30 ../log; exit 1; }

deps-deb: | $(filter deps,$(MAKECMDGOALS))
	@.ci/deps.sh $(DEPS_DEB)

deps-package: deps-deb
	@.ci/deps.sh $(DEPS_PACKAGE)

# Builds the package, and installs, tries and purges it in a clean Debian 12; needs root.
check-package: deb
	@tests/package.sh $(BUILD)

deps-container: | $(filter deps deps-deb deps-package,$(MAKECMDGOALS))
	@.ci/deps.sh $(DEPS_CONTAINER)

# Builds the container image, and tries its programs on files outside; needs root.
check-container:
	@tests/container.sh $(BUILD)

clean:
	rm -rf $(BUILD) $(BUILD)-report $(BUILD)-asan $(BUILD)-gcc $(BUILD)-clang $(BUILD)-fuzz \
		$(BUILD)-spark $(BUILD)-schema $(BUILD)-deb $(BUILD)-package \
		$(BUILD)-container

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
.PHONY: all help deps deps-lint deps-spark deps-schema deps-deb deps-package deps-container \
	completions po demo check check-user check-asan check-instructions check-debian \
	check-report check-spark check-schema check-package check-container recipes lint syntax \
	units faults damage fuzz fuzzers bench bench-coverage bench-dedupe replay soak install \
	uninstall check-install dist deb clean
.SECONDARY:
