# The thin front door: everything here calls CMake, ctest or a script, and adds nothing to them.
PREFIX ?= /usr/local
BUILD ?= build
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
export LOCALITY_BUILD = $(BUILD)
export LOCALITY_JOBS = $(JOBS)

.PHONY: help demo test quick bench docs install clean format api accept-abi fuzz
.NOTPARALLEL:

help:
	@echo 'make demo        build the command and judge the papers in tests/papers'
	@echo 'make test        everything: builds, sanitizers, tests, gates, examples, demo; one line at the end'
	@echo 'make quick       one optimised build and its tests, without the gates'
	@echo 'make bench       the benchmarks, beside what else could be used'
	@echo 'make docs        the documentation as HTML in $(BUILD)/docs/html'
	@echo 'make install     build and install (PREFIX=$(PREFIX), DESTDIR=)'
	@echo 'make clean       remove $(BUILD)'
	@echo 'make format      bring the C files into the one format'
	@echo 'make api         after a change of the headers or the table of kinds: make anew all that is made from them'
	@echo 'make accept-abi  after a wanted change of the ABI: accept it as the new baseline'
	@echo 'make fuzz        fuzz every target for SECONDS=60 each'

demo:
	@tests/setup.sh demo
	@tests/demo.sh

test:
	@tests/setup.sh test
	@tests/all.sh

quick:
	@tests/setup.sh test
	cmake --preset release -B $(BUILD)/release >/dev/null
	cmake --build $(BUILD)/release -j$(JOBS)
	ctest --test-dir $(BUILD)/release -LE gate -j$(JOBS) --output-on-failure

bench:
	@tests/setup.sh bench
	cmake --preset bench -B $(BUILD)/bench >/dev/null
	cmake --build $(BUILD)/bench -j$(JOBS)
	tests/bench/run.sh $(BUILD)/bench

docs:
	@tests/setup.sh docs
	@tests/gates/doxygen.sh $(BUILD)/docs

install:
	@tests/setup.sh demo
	cmake --preset demo -B $(BUILD)/demo -DCMAKE_INSTALL_PREFIX="$(PREFIX)" >/dev/null
	cmake --build $(BUILD)/demo -j$(JOBS)
	cmake --install $(BUILD)/demo --prefix "$(PREFIX)"

clean:
	rm -rf "$(BUILD)"

format:
	tests/gates/format.sh --fix

api:
	@tests/setup.sh test
	bindings/api/api.sh update

accept-abi:
	@tests/setup.sh test
	tests/gates/abi.sh $(BUILD)/abi --accept

SECONDS ?= 60
fuzz:
	@tests/setup.sh test
	tests/fuzz.sh $(SECONDS)
