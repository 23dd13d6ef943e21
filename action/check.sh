#!/usr/bin/env bash
# Checks the texts that a pull request changes, or all, for action.yml. Writes the report to
# $RUNNER_TEMP/clarity-report.md, which is empty where it could not be written, and where there was
# nothing to check: then the output nothing-changed is true.
set -euo pipefail

clarity="$RUNNER_TEMP/clarity/bin/clarity"
report="$RUNNER_TEMP/clarity-report.md"
before="$RUNNER_TEMP/clarity-before"
texts='\.(md|markdown|mdx|mkd|qmd|rmd|html|htm|xhtml|njk|adoc|asciidoc|txt|text)$'

fail() {
  echo "::error title=clarity::$1"
  exit 2
}

# Prints the commit that a pull request is compared with. The merge that GitHub checks out has it as
# its first parent, which a checkout of one commit must fetch.
find_base() {
  if [ "$(git rev-parse HEAD)" = "$GITHUB_SHA" ]; then
    git rev-parse --quiet --verify HEAD^2 >/dev/null ||
      git fetch --quiet --no-tags --depth=2 origin "$GITHUB_SHA" || true
    if git rev-parse --quiet --verify HEAD^2 >/dev/null; then
      git rev-parse --verify HEAD^1
      return
    fi
  fi
  git merge-base "origin/$GITHUB_BASE_REF" HEAD
}

# Prints the texts that are other than in the base, each with a NUL after it: those that are there
# now, or with M those that were there before too.
changed() {
  local name
  shopt -s nocasematch
  git --literal-pathspecs diff --name-only -z --no-renames --diff-filter="$1" \
    "$base" HEAD -- "${paths[@]}" > "$RUNNER_TEMP/clarity-names"
  while IFS= read -r -d '' name; do
    if [[ $name =~ $texts ]]; then printf '%s\0' "$name"; fi
  done < "$RUNNER_TEMP/clarity-names"
  shopt -u nocasematch
}

# Takes away the texts as they were.
clear_before() {
  [ -e "$before" ] || return 0
  git worktree remove --force "$before" 2>/dev/null || { rm -rf "$before" && git worktree prune; }
}

# Scores the texts as they were, to compare with. One that cannot be read has no score, and is told
# of where it is checked.
score_before() {
  local names
  rm -f "$before.json"
  changed M > "$RUNNER_TEMP/clarity-modified"
  mapfile -d '' -t names < "$RUNNER_TEMP/clarity-modified"
  [ ${#names[@]} -gt 0 ] || return 1
  GIT_LFS_SKIP_SMUDGE=1 git worktree add --force --quiet --detach "$before" "$base" || return 1
  (cd "$before" && "$clarity" check --format json --output "$before.json" --fail-on never \
    -- "${names[@]}") || true
  [ -s "$before.json" ]
}

# There, the token may write, and the texts are the stranger's only where they are fetched by hand.
[ "${GITHUB_EVENT_NAME:-}" != pull_request_target ] ||
  fail "The action is for pull_request, not for pull_request_target."
[ "$RUNNER_OS" = Linux ] || fail "clarity's action runs on Linux: runs-on: ubuntu-latest"
: > "$report"
trap clear_before EXIT
mapfile -t paths < <(grep -v '^[[:space:]]*$' <<< "$INPUT_PATHS")
[ ${#paths[@]} -gt 0 ] || paths=(.)
limits=()
[ -z "$INPUT_FAIL_ON" ] || limits+=("--fail-on=$INPUT_FAIL_ON")
[ -z "$INPUT_MIN_SCORE" ] || limits+=("--min-score=$INPUT_MIN_SCORE")
compare=()
code=0

case "$INPUT_SCOPE" in
  changed | sentences | all) ;;
  *) fail "scope is changed, sentences or all." ;;
esac
if [ "$INPUT_SCOPE" != all ] && [ -n "${GITHUB_BASE_REF:-}" ]; then
  base="$(find_base)" || fail "There is nothing to compare with. Give actions/checkout: fetch-depth: 0"
  changed d > "$RUNNER_TEMP/clarity-changed"
  mapfile -d '' -t names < "$RUNNER_TEMP/clarity-changed"
  if [ ${#names[@]} -eq 0 ]; then
    echo "No text has changed."
    echo "exit-code=0" >> "$GITHUB_OUTPUT"
    echo "nothing-changed=true" >> "$GITHUB_OUTPUT"
    exit
  fi
  if score_before; then compare=("--compare=$before.json"); fi
  paths=("${names[@]}")
  [ "$INPUT_SCOPE" = changed ] || limits+=("--changed-since=$base")
fi

case "$INPUT_REPORT" in
  annotations) look=(--format github) ;;
  sarif)
    look=(--format sarif --output "$RUNNER_TEMP/clarity.sarif")
    echo "sarif=$RUNNER_TEMP/clarity.sarif" >> "$GITHUB_OUTPUT"
    ;;
  none) look=(--brief) ;;
  *) fail "report is annotations, sarif or none." ;;
esac
"$clarity" check "${look[@]}" "${limits[@]}" -- "${paths[@]}" || code=$?
# What it says on standard error has just been said, but for why there is no report.
"$clarity" check --format markdown "${compare[@]}" "${limits[@]}" -- "${paths[@]}" \
  > "$report" 2> "$RUNNER_TEMP/clarity-errors" || true
if [ ! -s "$report" ]; then
  cat "$RUNNER_TEMP/clarity-errors" >&2
  echo "::warning title=clarity::The report for the summary and the comment could not be written."
fi
cat "$report" >> "$GITHUB_STEP_SUMMARY"
echo "exit-code=$code" >> "$GITHUB_OUTPUT"
