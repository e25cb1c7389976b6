# README's commands. The environment in .venv is made from the lock file once; a second call installs nothing.
PY := .venv/bin/python

.PHONY: run test check bench bench-retrieval bench-load screenshots eval
run: .venv/installed ; $(PY) app.py
test: .venv/installed ; $(PY) -m pytest
check: .venv/installed ; .venv/bin/ruff format --check . && .venv/bin/ruff check . && .venv/bin/mypy && $(PY) -m corpus check
bench: .venv/installed ; $(PY) -m eval timing
bench-retrieval: .venv/installed ; $(PY) -m eval bench
bench-load: .venv/installed ; $(PY) -m eval load
screenshots: .venv/installed ; $(PY) -m tests.browser.screenshots
eval: WITH_MODEL = --model "$(MODEL)" $(if $(BASE_URL),--base-url "$(BASE_URL)")
eval: .venv/installed
	$(PY) -m eval retrieval
	$(PY) -m eval run --split dev --out build/eval.json --html build/eval.html $(if $(MODEL),$(WITH_MODEL),--check)

.venv/installed: requirements.lock
	python3 -m venv .venv
	.venv/bin/pip install --quiet --requirement requirements.lock
	touch $@
