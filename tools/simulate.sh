#!/usr/bin/env bash
# Plays many seeds of the simulator and writes a report. Exit code 1 if a checker spoke; each failing seed is a line that plays it again.
# Usage: tools/simulate.sh [FIRST..LAST [MINUTES [REPORT]]]; 20,000 seeds of 0.6 minutes, which are 200 room-hours and more, by default.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

seeds=${1:-1..20000}
minutes=${2:-0.6}
report=${3:-simulation-report.md}
if [[ ! $seeds =~ ^[0-9]+(\.\.[0-9]+)?$ || ! $minutes =~ ^[0-9.]+$ || $# -gt 3 ]]; then
    echo "Usage: tools/simulate.sh [FIRST..LAST [MINUTES [REPORT]]]" >&2
    exit 2
fi

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

status=0
dotnet run -c Release --project GameServer.Benchmarks -- scenario simulate --seeds "$seeds" --minutes "$minutes" --json "$work/figures.json" 2> >(tee "$work/failures" >&2) || status=$?
((status == 2)) && exit 2

{
    echo "# Simulation report"
    echo
    echo "Made by \`tools/simulate.sh $seeds $minutes\`: every seed draws its own faults (networks, reconnects, stalls), with every checker at work."
    echo
    echo '```json'
    cat "$work/figures.json"
    echo '```'
    if [[ -s $work/failures ]]; then
        echo
        echo "Seeds that failed, each as the command that plays it again:"
        echo
        echo '```'
        cat "$work/failures"
        echo '```'
    fi
} >"$report"
grep -q '"violations": 0' "$work/figures.json" || status=1
exit "$status"
