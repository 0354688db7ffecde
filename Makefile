# custkit: make help lists the targets.
VERSION := $(shell cat VERSION)
PREFIX = /usr/local
DESTDIR =
BUILD = build
CC = cc
AR = ar
PKG_CONFIG = pkg-config
CFLAGS = -O2 -g
LDFLAGS =
WERROR =

cc-option = $(shell $(CC) -Werror $(1) -x c -c /dev/null -o /dev/null 2>/dev/null && echo $(1))
WARN := $(foreach w,-Wall -Wextra -Wpedantic -Wshadow -Wformat=2 -Wconversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wimplicit-fallthrough -Wvla -Wundef -Wwrite-strings -Wbidi-chars=any,$(call cc-option,$(w)))
HARDEN := $(foreach w,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection \
	-fcf-protection=full -ftrivial-auto-var-init=zero -fPIE,$(call cc-option,$(w)))
HARDEN_LD = -pie -Wl,-z,relro,-z,now,-z,noexecstack,--as-needed
PKGS = sqlite3 gsl libxxhash
PKG_CFLAGS := $(shell $(PKG_CONFIG) --cflags $(PKGS) 2>/dev/null)
PKG_LIBS := $(shell $(PKG_CONFIG) --libs $(PKGS) 2>/dev/null || echo -lsqlite3 -lgsl -lgslcblas -lxxhash)
LIBS = $(PKG_LIBS) -lcsv -lunistring -lm
ALL_CFLAGS = -std=gnu17 -I. -I$(BUILD) $(WARN) $(WERROR) $(HARDEN) -pthread -ffile-prefix-map=$(CURDIR)=. \
	$(PKG_CFLAGS) $(CFLAGS)

TOOLS := $(patsubst cmd/%.c,%,$(wildcard cmd/*.c))
BINS := $(TOOLS:%=$(BUILD)/bin/%)
LIBOBJ := $(patsubst lib/%.c,$(BUILD)/lib/%.o,$(wildcard lib/*.c))
UNITS := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/*.c))

all: $(BINS)

$(BUILD)/bin/%: $(BUILD)/cmd/%.o $(BUILD)/libcustkit.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(HARDEN_LD) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/unit/%: $(BUILD)/tests/unit/%.o $(BUILD)/libcustkit.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(HARDEN_LD) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/libcustkit.a: $(LIBOBJ)
	rm -f $@
	$(AR) rcsD $@ $^

$(BUILD)/version.h: VERSION
	@mkdir -p $(@D)
	echo '#define CUSTKIT_VERSION "$(VERSION)"' >$@

# C strings of the migrations, in the order of their numbers.
$(BUILD)/sql.h: $(wildcard share/sql/*.sql)
	@mkdir -p $(@D)
	awk 'FNR == 1 && NR > 1 { print "\t," } \
	    { gsub(/\\/, "\\\\"); gsub(/"/, "\\\""); print "\t\"" $$0 "\\n\"" }' $(sort $^) >$@

$(BUILD)/lib/opt.o: $(BUILD)/version.h
$(BUILD)/lib/model.o: $(BUILD)/version.h
$(BUILD)/lib/store.o: $(BUILD)/sql.h

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
.PHONY: all clean
.SECONDARY:
