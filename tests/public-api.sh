#!/usr/bin/env bash
# Records new public API: builds each package, and writes what RS0016 names into its PublicAPI.Unshipped.txt.
# Run it after adding a public member; the diff of the text files is then what a reviewer reads.
set -euo pipefail
cd "$(dirname "$0")/.."
for project in SupportSdk SupportSdk.Email SupportSdk.Sqlite SupportSdk.Testing; do
  file="src/$project/PublicAPI.Unshipped.txt"
  found=$(dotnet build "src/$project/$project.csproj" --no-incremental -f net10.0 -p:TreatWarningsAsErrors=false 2>&1 |
    sed -nE "s/.*src\/$project\/[^:]*: (warning|error) RS0016: Symbol '(.*)' is not part of the declared public API.*/\2/p" | sort -u)
  { echo '#nullable enable'; { grep -v '^#nullable' "$file" || true; echo "$found"; } | sed '/^$/d' | LC_ALL=C sort -u; } >"$file.new"
  mv "$file.new" "$file"
  echo "$project: $(($(wc -l <"$file") - 1)) members recorded"
done
