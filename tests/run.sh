#!/usr/bin/env bash
# Builds the solution once and runs every test project. The last line is "N passed, N failed, N skipped".
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: tests/run.sh [--project NAME]... [--filter EXPRESSION] [--no-install] [--help]

  --project NAME       run this project only, for example SupportSdk.Email.Tests; may be given again
  --filter EXPRESSION  run matching tests only, for example FullyQualifiedName~Calendar
  --no-install         never install what real-server tests need from Debian and npm
  --help               this text

Exits with 0 only if the build succeeded, at least one test ran in every project (with --filter: at all), and none failed.
TEXT
}

fail() {
  echo "run.sh: $1" >&2
  exit 2
}

# Package and the command it brings: what tests against real servers start.
needs=(python3:python3 openssl:openssl postfix:/usr/sbin/postfix pgbouncer:/usr/sbin/pgbouncer nodejs:node npm:npm)
configuration=Debug # that of `dotnet run`: the sample then needs no second build
limit=10m           # for one project; a hung test fails the run

only=()
filter=""
install=yes
while (($#)); do
  case "$1" in
    --project) [[ $# -ge 2 ]] || fail "--project needs a name"; only+=("$2"); shift 2 ;;
    --filter) [[ $# -ge 2 ]] || fail "--filter needs an expression"; filter=$2; shift 2 ;;
    --no-install) install=no; shift ;;
    --help | -h) usage; exit 0 ;;
    *) usage >&2; fail "unknown option $1" ;;
  esac
done

cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1
results=$PWD/artifacts/test-results
passed=0 failed=0 skipped=0 broken=0

missing_packages() {
  local need
  for need in "${needs[@]}"; do
    command -v "${need#*:}" >/dev/null || echo "${need%%:*}"
  done
  # Debian keeps a server's programs off the path, by version.
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || echo postgresql
  # Debian puts the module beside its own interpreter; another python3 may stand before it on the path.
  { [[ -x /usr/bin/python3 ]] && /usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null; } || echo python3-aiosmtpd
}

as_root() {
  if [[ $(id -u) -eq 0 ]]; then "$@"; else sudo -n "$@"; fi
}

# Never asks, and never waits for long: for a lock a minute, in all five.
apt() {
  as_root env DEBIAN_FRONTEND=noninteractive timeout 5m apt-get -o DPkg::Lock::Timeout=60 "$@" </dev/null
}

# With "No configuration" the package brings programs and no service that could start: the tests run a postfix of their own, on loopback.
preset() {
  if [[ " $* " == *" postfix "* ]]; then
    echo 'postfix postfix/main_mailer_type select No configuration' | as_root debconf-set-selections
  fi
}

install_packages() {
  local packages
  mapfile -t packages < <(missing_packages)
  if [[ ${#packages[@]} -eq 0 ]]; then
    echo "== All that real-server tests need is installed."
  elif [[ $install = no ]] || ! command -v apt-get >/dev/null || ! as_root true 2>/dev/null; then
    echo "== Missing, and not installed (--no-install, no apt-get, or no rights): ${packages[*]}. Tests that need them skip, and fail where CI=true."
  else
    echo "== Installing from Debian: ${packages[*]}"
    preset "${packages[@]}" && apt update -qq && apt install -y -qq --no-install-recommends "${packages[@]}" >/dev/null \
      || echo "== The installation failed; tests that need ${packages[*]} skip, and fail where CI=true."
  fi
}

# npm's smtp-server, as tests/SupportSdk.Email.Tests/servers/node/package-lock.json pins it.
install_node_modules() {
  local from=tests/SupportSdk.Email.Tests/servers/node into=artifacts/node
  if [[ -d $into/node_modules ]] && cmp -s "$from/package-lock.json" "$into/package-lock.json"; then
    return
  fi

  if [[ $install = no ]] || ! command -v npm >/dev/null; then
    echo "== npm's smtp-server is not installed (--no-install, or no npm). Tests that need it skip, and fail where CI=true."
    return
  fi

  echo "== Installing npm's smtp-server into $into"
  mkdir -p "$into" && cp "$from"/package*.json "$into/"
  (cd "$into" && timeout 5m npm ci --no-audit --no-fund --silent </dev/null) || {
    rm -f "$into/package-lock.json"
    echo "== npm ci failed; tests that need smtp-server skip, and fail where CI=true."
  }
}

projects() {
  local file name
  for file in tests/*/*.csproj; do
    name=$(basename "$file" .csproj)
    grep -q '<IsTestProject>false' "$file" && continue
    [[ ${#only[@]} -eq 0 || " ${only[*]} " == *" $name "* ]] && echo "$file"
  done
  return 0
}

# The totals of one report (xunit's v2+ XML): "passed failed skipped"; a test that did not run counts as skipped.
totals() {
  awk 'BEGIN { RS = "<" }
    /^assembly / { p += of("passed"); f += of("failed") + of("errors"); s += of("skipped") + of("not-run") }
    function of(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) + 0 : 0 }
    END { print p + 0, f + 0, s + 0 }' "$1"
}

run_project() {
  local file=$1 name report code=0 p=0 f=0 s=0
  name=$(basename "$file" .csproj)
  report=$results/$name.xml
  local arguments=(--results-directory "$results" --report-xunit-xml --report-xunit-xml-filename "$name.xml" --timeout "$limit")
  if [[ -n $filter ]]; then
    arguments+=(--filter "$filter" --ignore-exit-code 8)
  fi

  echo "== $name"
  dotnet test --project "$file" --configuration "$configuration" --no-build --no-progress --no-ansi "${arguments[@]}" </dev/null || code=$?
  if [[ -s $report ]]; then
    read -r p f s < <(totals "$report")
  fi

  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  echo "== $name: $p passed, $f failed, $s skipped"
  if [[ $((p + f)) -eq 0 && -z $filter ]]; then
    echo "== $name ran no test, or ended before it could report (exit code $code)."
    broken=$((broken + 1))
  elif [[ $code -ne 0 && $f -eq 0 ]]; then
    echo "== $name ended with code $code without a failed test in its report: it crashed, or took longer than $limit."
    broken=$((broken + 1))
  fi
}

finish() {
  local code=0
  if [[ $failed -gt 0 || $broken -gt 0 || $((passed + failed)) -eq 0 ]]; then
    code=1
  fi

  echo "$passed passed, $failed failed, $skipped skipped"
  exit "$code"
}

mapfile -t chosen < <(projects)
[[ ${#chosen[@]} -gt 0 ]] || fail "no test project is named ${only[*]}"
install_packages
install_node_modules
rm -rf "$results"
echo "== Building SupportSdk.sln ($configuration)"
if ! dotnet build SupportSdk.sln --configuration "$configuration" -v quiet --nologo -clp:ErrorsOnly </dev/null; then
  echo "== The build failed; no test ran."
  finish
fi

for file in "${chosen[@]}"; do
  run_project "$file"
done
finish
