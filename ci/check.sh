#!/usr/bin/env bash
# The step `Check` of action.yml. From its environment: BOTS (a folder or pattern in each line), CONFIG, AS_OF,
# SARIF and JUNIT (files), FLOWC_LANGUAGE, and what GitHub gives every step. Ends as `flowc check` does: 0, 1
# with problems, 2 when it could not run.
set -uo pipefail
shopt -s nullglob

bots=()
IFS= # a line is one pattern, whatever spaces stand in it
while read -r line || [ -n "$line" ]; do
  line="${line#"${line%%[![:space:]]*}"}"
  line="${line%"${line##*[![:space:]]}"}"
  [ -n "$line" ] || continue
  found=()
  for one in $line; do found+=("$one"); done # unquoted: patterns become folders
  if [ "${#found[@]}" -eq 0 ]; then
    echo "::error title=flowc::input bots names nothing that is there (or a pattern without a match)"
    exit 2
  fi
  bots+=("${found[@]}")
done <<< "$BOTS"
unset IFS

if [ "${#bots[@]}" -eq 0 ]; then
  echo "::error title=flowc::input bots is empty: it names folders of bots, one in a line"
  exit 2
fi

told="$(mktemp -d)"
trap 'rm -rf "$told"' EXIT
arguments=(--format "github=$told/notes" --format "text=$told/text" --format "sarif=$SARIF")
[ -z "$JUNIT" ] || arguments+=(--format "junit=$JUNIT")
[ -z "$CONFIG" ] || arguments+=(--config "$CONFIG")
[ -z "$AS_OF" ] || arguments+=(--as-of "$AS_OF")

flowc check "${arguments[@]}" -- "${bots[@]}" 2> "$told/fault"
status=$?

if [ "$status" -gt 1 ]; then # a wrong input, or a fault of the machine or of flowc: nobody's bot is bad
  fault="$(< "$told/fault")"
  fault="${fault//'%'/%25}"
  fault="${fault//$'\r'/%0D}"
  echo "::error title=flowc could not run::${fault//$'\n'/%0A}"
  exit "$status"
fi

cat "$told/notes"
{
  echo "problems=$(grep -c '^::' "$told/notes")"
  echo "sarif=$SARIF"
} >> "$GITHUB_OUTPUT"
{
  echo "## flowc"
  echo
  if [ -s "$told/text" ]; then
    # Indented, nothing that a bot says is Markdown. A summary may have 1 MiB.
    head -c 900000 "$told/text" | iconv -c -f UTF-8 -t UTF-8 | sed 's/^/    /'
  else
    echo "No problems in ${#bots[@]} bot(s)."
  fi
  echo
} >> "$GITHUB_STEP_SUMMARY"
exit "$status"
