#!/bin/bash
# Verifies an export of the ledger with bash, sha256sum, sed and OpenSSL 3, and nothing of Comity's.
set -euo pipefail
sha() { sha256sum | cut -d' ' -f1; }
line() { sed -n "s/^$1 //p" "$2"; }
bytes() { printf "$(sed 's/../\\x&/g' <<<"$1")"; }
bad() { echo "BAD: $1" >&2; exit 1; }
none=$(printf '0%.0s' {1..64})

# Each checkpoint is signed, and names the hash of the one before.
previous=$none count=0
for text in checkpoints/*.txt; do
  [ -e "$text" ] || break
  count=$((count + 1))
  [ "$(line number "$text")" = "$count" ] || bad "checkpoint $count is missing"
  [ "$(line previous "$text")" = "$previous" ] || bad "$text does not follow the one before"
  openssl pkeyutl -verify -pubin -inkey "keys/$(line key "$text").pem" -rawin -in "$text" \
    -sigfile "${text%.txt}.sig" >/dev/null 2>&1 || bad "$text is not signed by its key"
  previous=$(sha <"$text")
done
echo "$count checkpoints are signed and follow one another; the newest is $previous"

chains=0 entries=0 fields=0 leaves=0
for chain in requests/*/; do
  [ -d "$chain" ] || break
  chains=$((chains + 1)) previous=$none number=0 request=$(basename "$chain")
  # Each entry names the hash of the one before; a head that was signed is that of its entry.
  for entry in "$chain"entries/*.txt; do
    number=$((number + 1)) entries=$((entries + 1))
    [ "$(line request "$entry")" = "$request" ] || bad "$entry is of another request"
    [ "$(line number "$entry")" = "$number" ] || bad "entry $number is missing before $entry"
    [ "$(line previous "$entry")" = "$previous" ] || bad "$entry does not follow the one before"
    previous=$(sha <"$entry")
    if [ -e "${chain}leaf.txt" ] && [ "$(line number "${chain}leaf.txt")" = "$number" ]; then
      [ "$(line hash "${chain}leaf.txt")" = "$previous" ] || bad "$entry is not what was signed"
    fi
  done
  # A field that is shown is the one of which the digest stands in the entry.
  while read -r file field salt value; do
    fields=$((fields + 1))
    digest=$(printf 'comity-field-2\n%s\n%s\n%s' "$field" "$salt" "$value" | sha)
    [ "$(line "$field" "${chain}entries/$file")" = "$digest" ] || bad "$field of ${chain}entries/$file is another"
  done <"${chain}shown.txt"
  # The head, under the root of a checkpoint: a leaf is hashed behind a byte 0, a node behind a byte 1 (RFC 9162).
  if [ -e "${chain}leaf.txt" ]; then
    leaves=$((leaves + 1))
    [ "$(line request "${chain}leaf.txt")" = "$request" ] || bad "${chain}leaf.txt is of another request"
    [ "$(line number "${chain}leaf.txt")" -le "$number" ] || bad "entries of $chain are missing"
    hash=$({ printf '\0'; cat "${chain}leaf.txt"; } | sha)
    while read -r side sibling; do
      case $side in
        L) hash=$({ printf '\1'; bytes "$sibling"; bytes "$hash"; } | sha) ;;
        R) hash=$({ printf '\1'; bytes "$hash"; bytes "$sibling"; } | sha) ;;
        *) bad "${chain}path.txt" ;;
      esac
    done <"${chain}path.txt"
    [ "$hash" = "$(line root "checkpoints/$(cat "${chain}checkpoint.txt")")" ] || bad "$chain is not in its checkpoint"
  fi
done
echo "$entries entries of $chains chains follow one another; $leaves heads are in signed checkpoints; $fields fields are as shown"
# Of the others only their own entries follow one another: whether one was cut short nothing here says.
echo "$((chains - leaves)) chains have no head in a checkpoint yet"
