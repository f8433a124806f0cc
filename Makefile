# Everything that is done with Imbalance Lab. `make` alone lists the targets.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help serve build test fuzz bench bench-native bench-browser sizes picture clean

PORT ?= 8080
WASM := wasm32-unknown-unknown
# tests/end_to_end needs dist/, so it runs last, apart from the others.
NATIVE_TESTS := $(filter-out browser end_to_end,$(patsubst tests/%.rs,%,$(wildcard tests/*.rs)) \
  $(patsubst tests/%/main.rs,%,$(wildcard tests/*/main.rs)))
SOURCES := $(shell find src base core network table assets -type f 2>/dev/null) index.html Cargo.toml Cargo.lock \
  $(wildcard .ci/build .ci/*.mjs build.rs .cargo/config.toml rust-toolchain.toml)

export PATH := $(CURDIR)/.tools/bin:$(CURDIR)/.tools/node_modules/.bin:$(PATH)
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER := wasm-bindgen-test-runner
export WASM_BINDGEN_TEST_WEBDRIVER_JSON := $(CURDIR)/tests/webdriver.json
# RUSTFLAGS would silently replace .cargo/config.toml's, and simd128 with them.
unexport RUSTFLAGS CARGO_ENCODED_RUSTFLAGS CARGO_BUILD_RUSTFLAGS
# Whichever is set names the browser that wasm tests run in.
unexport CHROMEDRIVER GECKODRIVER

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: build ## build what changed and serve the page on 127.0.0.1:8080 (PORT=8081 for another port)
	@.ci/serve $(PORT)

build: dist/index.html ## build the page into dist/, which works in any folder of any static server

dist/index.html: $(SOURCES)
	.ci/tools page
	.ci/build

test: ## everything that must hold, cheap checks first: formatting, lints, tests, the page in real browsers
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets -- -D warnings
	cargo test --locked --workspace --lib
	cargo test --locked $(NATIVE_TESTS:%=--test %)
	cargo test --locked --workspace --doc
	.ci/tools page browser firefox
	cargo clippy --locked --target $(WASM) --lib --bins --test browser -- -D warnings
	cargo clippy --locked --target $(WASM) --package bench --bench browser -- -D warnings
	CHROMEDRIVER=$$(command -v chromedriver) cargo test --locked --target $(WASM) --test browser
	GECKODRIVER=$$(command -v geckodriver) cargo test --locked --target $(WASM) --test browser
	$(MAKE) --no-print-directory build
	.ci/sizes dist
	cargo test --locked --test end_to_end -- --test-threads=2

bench: bench-native bench-browser sizes ## measure: the kernels natively and in Chromium, time to ready, sizes

bench-native: ## the kernels, natively, with criterion
	cargo bench --locked --package bench --bench kernels --bench models --bench memory
	cargo bench --locked --package bench --bench files | tee target/files.log
	@python3 -c 'import pandas' 2>/dev/null && python3 bench/benches/files.py "$$(sed -n 's/^file: //p' target/files.log)" \
	  || echo 'pandas is not there to be timed beside (tests/golden/requirements.txt)'
	@python3 -c 'import sklearn' 2>/dev/null && OMP_NUM_THREADS=1 python3 bench/benches/models.py \
	  || echo 'scikit-learn is not there to be timed beside (tests/golden/requirements.txt)'

bench-browser: build ## the kernels in headless Chromium, the time to a page that can be pressed, to new curves, and a step of the slider
	.ci/tools browser
	CHROMEDRIVER=$$(command -v chromedriver) cargo bench --locked --target $(WASM) --package bench --bench browser
	cargo test --locked --test end_to_end -- --nocapture --test-threads=1 ready_to_press a_slider_step an_edit_is_timed

sizes: build ## what is shipped: each file of dist/, raw and gzip
	@.ci/sizes dist

picture: build ## make README's picture again, from the page as it is now
	.ci/tools browser
	IMBALANCE_LAB_PICTURE=$(CURDIR)/tests/page.png cargo test --locked --test end_to_end the_tutorial

fuzz: ## a million damaged files, where `make test` has two thousand (MUTATIONS=… for another number)
	MUTATIONS=$${MUTATIONS:-1000000} cargo test --locked --release --test csv_mutations

clean: ## remove what was built; the tools stay in .tools
	rm -rf target dist
