#!/usr/bin/env bash
# Puts the report in a comment on the pull request, for action.yml: the one that is there from an
# earlier push, or else a new one. With nothing to report, takes the earlier one away.
set -euo pipefail

report="$RUNNER_TEMP/clarity-report.md"
body="$RUNNER_TEMP/clarity-comment.md"
marker="<!-- clarity: report on a pull request -->"
comments="repos/$GITHUB_REPOSITORY/issues"

# Prints the number of our earlier comment, if there is one. What a person has written is not ours,
# whatever it begins with.
find_earlier() {
  gh api --paginate "$comments/$PULL_REQUEST/comments?per_page=100" \
    --jq ".[] | select(.user.type == \"Bot\" and (.body | startswith(\"$marker\"))) | .id" |
    sed -n 1p
}

comment() {
  local earlier
  earlier="$(find_earlier)" || return
  if [ ! -s "$report" ]; then
    [ -z "$earlier" ] || gh api --silent --method DELETE "$comments/comments/$earlier"
    return
  fi
  { echo "$marker" && cat "$report"; } > "$body"
  if [ -n "$earlier" ]; then
    gh api --silent --method PATCH "$comments/comments/$earlier" --field "body=@$body"
  else
    gh api --silent --method POST "$comments/$PULL_REQUEST/comments" --field "body=@$body"
  fi
}

# A pull request from a fork has a token that may only read. The report is in the summary too.
if ! comment; then
  echo "::notice title=clarity::There is no leave to comment here. The report is in the summary of this run."
fi
