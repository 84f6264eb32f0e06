#!/usr/bin/env bash
# Runs benchmarks and keeps their raw result under docs/benchmarks, named by the commit: record.sh NAME FILTER, record.sh load [ROUNDS] [SECONDS],
# or record.sh startup-jit|startup-aot [ROUNDS].
# docs/performance.md shows it: RENEW_FIGURES=1 tests/run.sh --project Conventions renews the tables.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
[[ $# -ge 2 || ${1:-} = load || ${1:-} = startup-* ]] || { echo "usage: record.sh NAME FILTER | load [ROUNDS] [SECONDS] | startup-jit [ROUNDS] | startup-aot [ROUNDS]" >&2; exit 2; }
[[ -z $(git status --porcelain) ]] || { echo "record.sh: commit first; a result names the commit it was measured at" >&2; exit 2; }

commit=$(git rev-parse --short=7 HEAD)
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
dotnet build -c Release tests/SupportSdk.Benchmarks -v quiet --nologo
program=$PWD/artifacts/bin/SupportSdk.Benchmarks/release/SupportSdk.Benchmarks
if [[ $1 = load ]]; then
  "$program" load "${2:-8}" "${3:-1}" "$results/load.json"
  found=$results/load.json
elif [[ $1 = startup-* ]]; then
  how=(--self-contained false)
  [[ $1 = startup-jit ]] || how=(-r linux-x64 -p:PublishAot=true -p:CppCompilerAndLinker=gcc)
  dotnet publish -c Release tests/SupportSdk.Startup "${how[@]}" -o "$results/app" -v quiet --nologo
  "$program" startup "$results/app/SupportSdk.Startup" "${2:-10}" "$results/startup.json"
  found=$results/startup.json
else
  (cd "$results" && "$program" --filter "$2" --join --artifacts "$results" --project "$OLDPWD/tests/SupportSdk.Benchmarks")
  found=$(find "$results" -name '*-report-brief.json')
fi

rm -f "docs/benchmarks/$1"-*.json
python3 -c 'import json, sys; json.dump(json.load(open(sys.argv[1])), open(sys.argv[2], "w"), indent=1)' "$found" "docs/benchmarks/$1-$commit.json"
echo "docs/benchmarks/$1-$commit.json"
