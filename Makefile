# Copyright 2026 The Banken authors. Licensed under the Apache License 2.0.
#
# Everyday commands by name. The work is in scripts/, Benchmarks/ and Fuzz/; each of them sets up what it needs.

PREFIX ?= /usr/local
DESTDIR ?=
# Seconds of fuzzing for each parser, and the parsers to fuzz (all where empty).
SECONDS_EACH ?= 30
PARSERS ?=

.PHONY: all test examine static bench fuzz install lint format docs clean

all: static

test:
	./scripts/test

examine:
	./scripts/examine

static:
	./scripts/static

bench: static
	Benchmarks/run

fuzz:
	Fuzz/run $(SECONDS_EACH) $(PARSERS)

# Copies what `make static` built; builds nothing, so that it may run as root.
install:
	@test -x out/banken || { echo "There is no out/banken yet. Run: make static" >&2; exit 1; }
	install -D -m 755 out/banken $(DESTDIR)$(PREFIX)/bin/banken
	install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions \
		$(DESTDIR)$(PREFIX)/share/zsh/site-functions $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	out/banken --generate-completion-script bash >$(DESTDIR)$(PREFIX)/share/bash-completion/completions/banken
	out/banken --generate-completion-script zsh >$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_banken
	out/banken --generate-completion-script fish >$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/banken.fish

lint:
	swift format lint --strict --recursive Package.swift Sources Tests Fuzz

format:
	swift format --in-place --recursive Package.swift Sources Tests Fuzz

# Writes the list of detectors from the detectors themselves.
docs: static
	out/banken rules list --lang en --format markdown >Documentation/Detectors.md.new
	mv Documentation/Detectors.md.new Documentation/Detectors.md

clean:
	rm -rf .build .build-static .build-fuzz out
