# Two commands are enough: `make site` builds the site, `make test` runs every
# test. Both install what they need: npm's packages from the lockfile, crates,
# and for the tests Chromium and fonts.

.DEFAULT_GOAL := help
SHELL := bash
.SHELLFLAGS := -euo pipefail -c

KIU := target/release/kiu
NODE_MODULES := node_modules/.package-lock.json
BENCH_MODULES := bench/node_modules/.package-lock.json

.PHONY: help
help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.PHONY: site
site: $(NODE_MODULES) kiu ## Build the site into public/
	@$(KIU) build
	@echo "The site is in $$PWD/public. Look at it with: make serve"

.PHONY: serve
serve: $(NODE_MODULES) kiu ## Serve the site on this machine, rebuild on change
	@$(KIU) serve

.PHONY: check
check: kiu ## Check the guides
	@$(KIU) check --strict

.PHONY: test
test: $(NODE_MODULES) kiu test-rust test-node ## Run every test

.PHONY: test-rust
test-rust: $(NODE_MODULES) ## Run the Rust tests
	@tests/run-rust

.PHONY: test-node
test-node: $(NODE_MODULES) kiu ## Run the TypeScript and browser tests
	@tests/install-browser
	@npx --no-install tsc --project tsconfig.json
	@tests/run-node

.PHONY: lint
lint: $(NODE_MODULES) $(BENCH_MODULES) ## Formatting and lints, as CI runs them
	@cargo fmt --all --check
	@cargo clippy --release --workspace --all-targets --quiet
	@npx --no-install tsc --project tsconfig.json
	@npx --no-install tsc --project bench/tsconfig.json
	@npx --no-install stylelint "themes/kiu/sass/**/*.scss"
	@if cargo deny --version >/dev/null 2>&1; then cargo deny --log-level error check licenses bans sources; else echo "cargo-deny is not installed: licences not checked"; fi

.PHONY: quality
quality: $(NODE_MODULES) $(BENCH_MODULES) kiu ## Measure how well search answers, beside Pagefind and MiniSearch
	@tests/install-browser
	@npx --no-install tsc --project bench/tsconfig.json
	@$(KIU) build --out target/bench/quality-site
	@bench/run quality target/bench/quality-site

.PHONY: bench
bench: $(NODE_MODULES) $(BENCH_MODULES) kiu ## Measure search's size and speed beside Pagefind's (BENCH_SIZES=real,1000)
	@tests/install-browser
	@npx --no-install tsc --project bench/tsconfig.json
	@cargo build --release --quiet --example index_pages
	@$(KIU) build
	@bench/run bench

.PHONY: kiu
kiu:
	@cargo build --release --quiet --bin kiu

.PHONY: clean
clean: ## Delete everything that was built
	@rm -rf public target/kiu target/tests
	@cargo clean

$(BENCH_MODULES): bench/package.json bench/package-lock.json
	@npm ci --prefix bench --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(NODE_MODULES): package.json package-lock.json
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
