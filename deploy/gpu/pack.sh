#!/usr/bin/env bash
# Packs what a bare machine with a card lacks (a Java runtime, our jars with TensorRT and with libtorch for CUDA, models)
# into parts, so that they can be carried there one by one. Needs a JDK and a build: ./sightline build -Pgpu
# usage: deploy/gpu/pack.sh OUT MODELS [PART_SIZE, such as 200M]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
out=${1:?where to put the parts} models=${2:?folder with models} size=${3:-200M}
local=$root/deploy/local/target trainer=$root/trainer/target

for library in "$local/lib/tensorrt-*-redist.jar" "$trainer/lib/pytorch-*-gpu.jar"; do
  if [ -z "$(compgen -G "$library")" ]; then
    echo "pack: there is no $library: ./sightline build -Pgpu" >&2
    exit 1
  fi
done
if [ -n "$(ls -A "$out" 2>/dev/null)" ]; then
  echo "pack: $out is not empty" >&2
  exit 1
fi
mkdir -p "$out"
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

"${JAVA_HOME:+$JAVA_HOME/bin/}jlink" --output "$stage/jre" --strip-debug --no-header-files --no-man-pages \
  --add-modules java.se,jdk.crypto.ec,jdk.httpserver,jdk.management,jdk.unsupported
mkdir "$stage/lib" "$stage/models" "$stage/local" "$stage/trainer"
cp -r "$local/classes" "$stage/local/"
cp -r "$trainer/classes" "$stage/trainer/"
cp "$local/lib"/*.jar "$stage/lib/"
cp -n "$trainer/lib"/*.jar "$stage/lib/"
cp -rL "$models"/. "$stage/models/"
# Jars do not compress any further.
tar -C "$stage" -cf - . | split -b "$size" - "$out/sightline-gpu.tar."
cp "$root/deploy/gpu/check.sh" "$root/deploy/gpu/peer.py" "$out/"
du -ch "$out"/* | tail -1
