#!/usr/bin/env bash
# Puts the report in a comment on the pull request, for action.yml: the one that is there from an
# earlier push, or else a new one. With no text changed any more, takes the earlier one away.
set -euo pipefail

report="$RUNNER_TEMP/clarity-report.md"
body="$RUNNER_TEMP/clarity-comment.md"
comments="repos/$GITHUB_REPOSITORY/issues"

# A comment of HTML ends where the name of this use of the action could have it end.
if ! [[ "$INPUT_ID" =~ ^[[:alnum:]_.-]*$ ]]; then
  echo "::error title=clarity::id has only letters, digits, hyphens, underscores and full stops."
  exit 2
fi
export MARKER="<!-- clarity: report on a pull request${INPUT_ID:+ ($INPUT_ID)} -->"

# The token of a job is that of an app, which may not ask who it is.
LOGIN="$(gh api user --jq .login 2>/dev/null)" || LOGIN=""
export LOGIN

# Prints the number of our earlier comment, if there is one. What somebody else has written is not
# ours, whatever it begins with.
find_earlier() {
  gh api --paginate "$comments/$PULL_REQUEST/comments?per_page=100" --jq '.[]
    | select(if env.LOGIN != "" then .user.login == env.LOGIN else .user.type == "Bot" end)
    | select(.body | startswith(env.MARKER))
    | .id' |
    sed -n 1p
}

comment() {
  local earlier
  earlier="$(find_earlier)" || return
  if [ "$NOTHING_CHANGED" = true ]; then
    [ -z "$earlier" ] || gh api --silent --method DELETE "$comments/comments/$earlier"
    return
  fi
  { echo "$MARKER" && cat "$report"; } > "$body"
  if [ -n "$earlier" ]; then
    gh api --silent --method PATCH "$comments/comments/$earlier" --field "body=@$body"
  else
    gh api --silent --method POST "$comments/$PULL_REQUEST/comments" --field "body=@$body"
  fi
}

# An earlier comment tells more than none.
[ -s "$report" ] || [ "$NOTHING_CHANGED" = true ] || exit 0

# A pull request from a fork has a token that may only read. The report is in the summary too.
if ! told="$(comment 2>&1)"; then
  told="${told//'%'/%25}"
  told="${told//$'\r'/%0D}"
  told="The report is in the summary of this run, and in no comment: ${told//$'\n'/%0A}"
  echo "::notice title=clarity::$told"
fi
