#!/usr/bin/env bash
# Packs what a bare machine with a card lacks (a Java runtime, our jars with libtorch for CUDA and with TensorRT, models)
# into parts, so that they can be carried there one by one. Needs a JDK, Maven, xz, zip, unzip, python3 and a
# build: ./sightline build -Pgpu
# usage: deploy/gpu/pack.sh OUT MODELS [PART_SIZE, default 38M] [CAPABILITY of the card, such as 90 for an H100 or H200]
# 38M: where 64 MiB travel at a time and the repository's files are 23 of them, a part goes alone, named, with check.sh and
# parts.sha256. In this order: base, with which the gallery's search runs; tensorrt, with which engines run, too; libtorch,
# for training. "check.sh parts" says what of them has arrived. OUT must be empty, and ignored by git where it is carried from.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
out=${1:?where to put the parts} models=${2:?folder with models} size=${3:-38M} card=${4:-}
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

"${JAVA_HOME:+$JAVA_HOME/bin/}jlink" --output "$stage/base/jre" --strip-debug --no-header-files --no-man-pages \
  --add-modules java.se,jdk.crypto.ec,jdk.httpserver,jdk.management,jdk.unsupported
# Debian's JDK leaves these to the system, which may have others there.
ldd "$stage"/base/jre/lib/lib{javajpeg,lcms}.so | awk '$1 ~ /^lib(jpeg|lcms2)\.so/ { print $3 }' | while IFS= read -r library; do
  cp -L "$library" "$stage/base/jre/lib/$(basename "$library")"
done
mkdir "$stage"/base/{lib,models,local,trainer} && mkdir -p "$stage"/{libtorch,tensorrt}/lib
cp -r "$local/classes" "$stage/base/local/"
cp -r "$trainer/classes" "$stage/base/trainer/"
cp "$local/lib"/*.jar "$stage/base/lib/"
cp -n "$trainer/lib"/*.jar "$stage/base/lib/"
cp -rL "$models"/. "$stage/base/models/"
# The tests, to be run without Maven. What they share with the rest is there already.
version=$(sed -n 's/.*<junit.version>\(.*\)<.*/\1/p' "$root/pom.xml")
(cd "$root" && mvn -q -DskipTests -pl recognizer,trainer -am package dependency:copy-dependencies -DincludeScope=test -DoutputDirectory="$stage/tests")
(cd "$root" && mvn -q dependency:copy -Dartifact="org.junit.platform:junit-platform-console-standalone:$version" -DoutputDirectory="$stage/tests")
mkdir -p "$stage/base/tests/lib"
for jar in "$stage/tests"/*.jar; do
  [ -e "$stage/base/lib/${jar##*/}" ] || mv "$jar" "$stage/base/tests/lib/"
done
rm -rf "$stage/tests"
# Two libtorches in one process end it.
rm -f "$stage"/base/lib/pytorch-*-linux-x86_64.jar
for module in recognizer trainer; do
  cp -r "$root/$module/target/test-classes" "$stage/base/tests/$module"
done
# Those for a card, as module and class. What says first whether the card works at all comes first, training last.
(cd "$root" && grep -rl --include='*.java' '^@Tag("gpu")' recognizer/src/test/java trainer/src/test/java) | while IFS= read -r file; do
  case $file in
    *CudaSearchTest*) rank=1 ;;
    *CardTest*) rank=2 ;;
    *TensorRtContractTest*) rank=3 ;;
    trainer/*) rank=9 ;;
    *) rank=4 ;;
  esac
  class=${file#*/src/test/java/} class=${class%.java}
  echo "$rank ${file%%/*} ${class//\//.}"
done | sort | cut -d' ' -f2- >"$stage/base/tests/classes"
mv "$stage"/base/lib/pytorch-*-gpu.jar "$stage/libtorch/lib/"
mv "$stage"/base/lib/tensorrt-*-redist.jar "$stage/tensorrt/lib/"

# Libraries for other machines.
for jar in "$stage"/base/lib/*.jar; do
  zip -q -d "$jar" '*.dylib' '*.jnilib' '*.dll' '*aarch64*' '*ppc64*' '*s390x*' '*riscv64*' '*musl.so' '*linux32*' >/dev/null || [ $? = 12 ]
done
# Stored, not deflated: xz sees more than each jar by itself.
for jar in "$stage"/*/lib/*-linux-x86_64*.jar; do
  rm -rf "$stage/open" && mkdir "$stage/open" && (cd "$stage/open" && unzip -q "$jar")
  # For engines that other versions of TensorRT are to read. nvinfer_plugin stays: the parser's presets do not load without.
  find "$stage/open" -name 'libnvinfer_vc_plugin*' -delete
  if [ -n "$card" ]; then
    while IFS= read -r library; do
      python3 "$here/one_card.py" "$library" "$card"
    done < <(find "$stage/open" -name 'libtorch_cuda.so' -o -name 'libnvinfer*.so*')
  fi
  rm "$jar" && (cd "$stage/open" && zip -q -0 -r "$jar" .)
done
for what in base tensorrt libtorch; do
  echo "packing $what ..."
  tar -C "$stage/$what" -cf - . | xz -6 -T0 | split -b "$size" - "$out/$what.tar.xz."
  rm -rf "${stage:?}/$what"
done
cp "$here/check.sh" "$here/peer.py" "$out/"
(cd "$out" && sha256sum ./*.tar.xz.* | sed 's: \./: :' >parts.sha256)
for what in base tensorrt libtorch; do
  du -ch "$out/$what".tar.xz.* | awk -v what=$what 'END { print what ": " NR - 1 " parts, " $1 }'
done
