#!/bin/sh
# publish.sh STARTED VERSION: puts the jars to submit into target/jars. Maven calls it at the end of its package phase.
#
# A jar there is never changed in place. Where its content changed, the new one is copied beside it and renamed in: whoever has
# the old one open keeps it. STARTED is when the build began, in UTC, as yyyyMMddHHmm.ss.
set -eu
started=$1
version=$2
root=$(cd "$(dirname "$0")/.." && pwd)
target=$root/examples/target
jars=$target/jars
stage=$root/spark-stage/target/ferro-spark-$version-all.jar
examples=$target/ferro-examples-$version.jar
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
    */ferro-spark-"$version"-all.jar | */ferro-examples-"$version".jar | */ferro-engine-"$version"-metal-darwin-aarch64.jar) ;;
    *) rm -f "$jar" ;;
  esac
done
put "$stage" "$jars/${stage##*/}"
put "$examples" "$jars/${examples##*/}"
if [ -f "$metal" ]; then put "$metal" "$jars/${metal##*/}"; fi

echo "$jars/${examples##*/}:$jars/${stage##*/}:$(cat "$target/class-path")" >"$new"
mv -f "$new" "$jars/class-path"

# Says to examples/run that all sources older than this are in the jars. That is not so where Maven built this module alone.
TZ=UTC0 touch -t "$started" "$new"
if [ -n "$(find "$stage" -newer "$new")" ]; then mv -f "$new" "$jars/built"; fi
