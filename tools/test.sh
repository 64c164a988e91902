#!/usr/bin/env bash
# Restores, builds and runs every test. The last line is "N passed, N failed" (", N skipped" when there are any).
# Exit code 0 only if something ran and nothing failed; with CI=true a skipped test counts as a failure.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

if [[ $# -gt 0 ]]; then
    echo "tools/test.sh takes no arguments; to run some of the tests use: dotnet test GameServer.Tests --filter NAME" >&2
    exit 2
fi
if ! command -v dotnet >/dev/null; then
    echo "The tests need the .NET SDK $(sed -n 's/.*"version": "\(.*\)".*/\1/p' global.json) on the PATH: see https://dotnet.microsoft.com/download" >&2
    exit 1
fi

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# A build node that outlives this script would keep a pipe that reads its output open.
export MSBUILDDISABLENODEREUSE=1

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

stop() {
    echo "$1" >&2
    echo "0 passed, 0 failed"
    exit 1
}

# The tests of the operations page run in it; without it they fail, and say so again themselves.
if [[ ! -x /usr/bin/chromium ]]; then
    if [[ $(id -u) -eq 0 ]] && command -v apt-get >/dev/null; then
        echo "Installing Chromium for the tests of the operations page." >&2
        { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium; } >"$results/apt.log" 2>&1 ||
            tail -n 5 "$results/apt.log" >&2
    fi
    [[ -x /usr/bin/chromium ]] ||
        echo "The tests of the operations page need Chromium at /usr/bin/chromium: apt-get install --no-install-recommends chromium" >&2
fi

dotnet restore GameServer.sln -v q || stop "The restore failed."
dotnet build GameServer.sln -c Release --no-restore -v q || stop "The build failed."

# One project after the other: both have tests that play in real time.
dotnet test GameServer.sln -c Release --no-build -m:1 --results-directory "$results" \
    --logger "trx;LogFilePrefix=tests" --logger "console;verbosity=minimal"
status=$?

# One <Counters total=".." passed=".." failed=".." .../> for each test project.
count() {
    cat "$results"/*.trx 2>/dev/null | grep -o '<Counters [^>]*>' | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ n += $1 } END { print n + 0 }'
}
total=$(count total)
passed=$(count passed)
failed=$(($(count failed) + $(count error) + $(count timeout) + $(count aborted)))
skipped=$((total - passed - failed))

if ((skipped > 0)); then
    echo "Skipped:"
    # The test's name, then the reason it gave. One result may span lines, so the file is cut at its elements first.
    cat "$results"/*.trx | tr -d '\r\n' | sed 's/<UnitTestResult /\n&/g' | grep -E '^<UnitTestResult [^>]*outcome="(NotExecuted|Inconclusive)"' |
        sed -E 's/.*testName="([^"]*)".*/\1\t&/; s/\t.*<Message>([^<]*)<\/Message>.*/: \1/; s/\t.*//; s/^/  /; s/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&amp;/\&/g'
fi

if ((total == 0)); then
    echo "No test ran." >&2
    status=1
elif ((status != 0 && failed == 0)); then
    echo "The test run ended early (exit code $status)." >&2
elif [[ ${CI:-} == true ]] && ((skipped > 0)); then
    echo "With CI=true a skipped test is a failure." >&2
    status=1
fi
((failed > 0)) && status=1

if ((skipped > 0)); then
    echo "$passed passed, $failed failed, $skipped skipped"
else
    echo "$passed passed, $failed failed"
fi
exit "$status"
