#!/bin/sh
# publish.sh examples|bench STARTED VERSION: puts the jars to submit into examples/target/jars. Maven calls it at the end of the
# package phase of each of the two modules.
#
# A jar there is never changed in place. If its content changed, the new one is copied beside it and renamed in. A process that has
# the old one open keeps it. STARTED is when the build began, in UTC, as yyyyMMddHHmm.ss.
set -eu
module=$1
started=$2
version=$3
root=$(cd "$(dirname "$0")/.." && pwd)
target=$root/examples/target
jars=$target/jars
stage=$root/spark-stage/target/ferro-spark-$version-all.jar
examples=$target/ferro-examples-$version.jar
bench=$root/examples/bench/target/ferro-bench-$version.jar
metal=$root/engine/target/ferro-engine-$version-metal-darwin-aarch64.jar

if [ ! -f "$stage" ]; then
  echo "Ferro: no jars in $jars, since this build left out spark-stage (mvn package in the root folder makes them)."
  exit 0
fi

mkdir -p "$jars"
new=$jars/.new.$$
trap 'rm -f "$new"' EXIT

put() {
  if cmp -s "$1" "$2"; then return; fi
  cp "$1" "$new"
  mv -f "$new" "$2"
}

for jar in "$jars"/ferro-*.jar; do
  case $jar in
    */ferro-spark-"$version"-all.jar | */ferro-examples-"$version".jar | */ferro-bench-"$version".jar) ;;
    */ferro-engine-"$version"-metal-darwin-aarch64.jar) ;;
    *) rm -f "$jar" ;;
  esac
done
put "$stage" "$jars/${stage##*/}"
put "$examples" "$jars/${examples##*/}"
if [ -f "$metal" ]; then put "$metal" "$jars/${metal##*/}"; fi

ours=$jars/${examples##*/}:$jars/${stage##*/}
if [ "$module" = bench ]; then
  put "$bench" "$jars/${bench##*/}"
  ours=$ours:$jars/${bench##*/}
  others=$root/examples/bench/target/class-path
else
  others=$target/class-path
fi
echo "$ours:$(cat "$others")" >"$new"
mv -f "$new" "$jars/$module.class-path"

# Says to examples/run that all sources older than this are in the jars. That is not so where Maven left out a module below.
TZ=UTC0 touch -t "$started" "$new"
if [ -n "$(find "$stage" -newer "$new")" ] && [ -n "$(find "$examples" -newer "$new")" ]; then mv -f "$new" "$jars/$module.built"; fi
