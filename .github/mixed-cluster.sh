#!/usr/bin/env bash
# Starts a Spark cluster on this machine as spark-stage/docs/macs.md describes: a master and a worker for each engine. A job trains on it
# and must name all the engines. Needs SPARK_HOME and a python3.
#
#     .github/mixed-cluster.sh FOLDER_OF_JARS ENGINE...
set -euo pipefail

jars=$(cd "$1" && pwd)
shift
url=spark://127.0.0.1:7077
work=$(mktemp -d)
export SPARK_LOCAL_IP=127.0.0.1 SPARK_LOCAL_HOSTNAME=127.0.0.1 SPARK_WORKER_DIR=$work

services=()
stop() {
  kill "${services[@]}" 2>/dev/null || true
  wait
}
trap stop EXIT

# NAME LINE_THAT_SAYS_READY CLASS OPTION...
serve() {
  local log=$work/$1.log ready=$2
  "$SPARK_HOME/bin/spark-class" "org.apache.spark.deploy.$3" --host 127.0.0.1 --webui-port 0 "${@:4}" >"$log" 2>&1 &
  services+=($!)
  for _ in {1..120}; do
    if grep -q "$ready" "$log"; then return; fi
    sleep 1
  done
  cat "$log" >&2
  echo "expected '$ready' of $1 within two minutes; its log is above" >&2
  exit 1
}

serve master "I have been elected leader" master.Master --port 7077
for engine in "$@"; do
  FERRO_ENGINE=$engine serve "$engine" "Successfully registered with master" worker.Worker --cores 1 --memory 1g "$url"
done

cd "$work"
ours=("$jars"/ferro-spark-*-all.jar "$jars"/ferro-engine-*-metal-*.jar)
examples=("$jars"/ferro-examples-*.jar)
[ -e "${ours[1]}" ] || unset "ours[1]"
"$SPARK_HOME/bin/spark-submit" --master "$url" --conf spark.driver.host=127.0.0.1 --jars "$(IFS=, && echo "${ours[*]}")" \
  --class dev.ferro.examples.Main "${examples[0]}" train-digits --num-workers $# --json "$work/figures.json"

python3 - "$work/figures.json" "$@" <<'PYTHON'
import json, sys
figures = json.load(open(sys.argv[1]))
engines = sorted(e["engine"] for e in figures["executors"])
assert engines == sorted(sys.argv[2:]), f"expected one executor for each of {sys.argv[2:]}, got {engines}"
assert figures["accuracy"] >= 0.95, f"expected an accuracy of 0.95 or more, got {figures['accuracy']}"
PYTHON
