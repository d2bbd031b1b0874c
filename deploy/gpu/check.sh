#!/usr/bin/env bash
# Unpacks what pack.sh has packed and runs a command of ./sightline there: parts in, figures out. Runs on the machine with
# the card, and needs there xz or python3 with lzma, a driver, and NVIDIA's CUDA 13 libraries, which it looks for among
# Python's packages and in /usr/local/cuda. The gallery needs the parts of base, engines those of tensorrt, too, training
# those of libtorch. A set of parts is unpacked once all of them are here as packed.
# usage: check.sh [COMMAND ...]; without one: bench engine --models (those packed)
#   check.sh parts                     which parts are here, and which are missing; unpacks what is whole
#   check.sh tests [CLASS ...]         those tagged gpu, each class in a JVM of its own; CLASS such as CardTest
#   check.sh bench match --card-only --templates 1000000     check.sh bench gpu-street --cameras 64
#   check.sh bench trainer --net ir50 --batch 256 --memory-steps 0     check.sh trainer train ...
# SIGHTLINE_VERBOSE=1: with TensorRT's own log, by which a build that takes minutes can be told from one that hangs.
# SIGHTLINE_CLASSES: folders of classes to be taken instead of those packed,
# so that a fix goes along without new parts. OUT: a folder that gets a copy of all that is printed, and JVMs' last words.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
run=$here/run
if [ -n "${OUT:-}" ] && [ -z "${SIGHTLINE_LOGGED:-}" ]; then
  SIGHTLINE_LOGGED=1 bash "$here/check.sh" "$@" 2>&1 | tee -a "$OUT/check.log"
  exit
fi

say() { printf 'check: %s\n' "$*" >&2; }

plain() {
  if command -v xz >/dev/null; then
    xz -dc -T0
  elif python3 -c 'import lzma' 2>/dev/null; then
    python3 -c 'import lzma, shutil, sys; shutil.copyfileobj(lzma.open(sys.stdin.buffer), sys.stdout.buffer, 1 << 20)'
  else
    say "there is neither xz nor a python3 with lzma here"
    return 1
  fi
}

listed() { grep "  $1\.tar\.xz\.[a-z]*\$" "$here/parts.sha256" || true; }

is_here() { [ -e "$run/$1/parts.sha256" ] && [ "$(listed "$1")" = "$(cat "$run/$1/parts.sha256")" ]; }

# What a set of parts lacks, a line each.
lacking() {
  local sum name
  listed "$1" | while read -r sum name; do
    if [ ! -e "$here/$name" ]; then
      echo "$name is not there"
    elif [ "$(sha256sum <"$here/$name")" != "$sum  -" ]; then
      echo "$name is not as it was packed"
    fi
  done
}

# Into another folder first: who breaks it off is not left with half of it.
unpack() {
  local set=$1 lack names
  [ -n "$(listed "$set")" ] && ! is_here "$set" || return 0
  lack=$(lacking "$set")
  if [ -n "$lack" ]; then
    say "$set is not unpacked: ${lack//$'\n'/, }"
    return 0
  fi
  say "unpacking $set ..."
  rm -rf "$run/$set.part" && mkdir -p "$run/$set.part"
  mapfile -t names < <(listed "$set" | cut -c67-)
  (cd "$here" && cat "${names[@]}") | plain | tar -C "$run/$set.part" -xf -
  listed "$set" >"$run/$set.part/parts.sha256"
  rm -rf "${run:?}/$set" && mv "$run/$set.part" "$run/$set"
}

needs() {
  local set
  for set in "$@"; do
    is_here "$set" || { say "this needs the parts of $set"; exit 1; }
  done
}

# NVIDIA's libraries: where they may lie without the loader's knowing, and which will be found.
cuda() {
  local folder packages='' cached name found
  if command -v python3 >/dev/null; then
    packages=$(python3 -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])')
  fi
  for folder in "$packages"/nvidia/*/lib "$packages"/nvidia/*/lib/x86_64 \
    /usr/local/cuda/lib64 /usr/local/cuda/targets/x86_64-linux/lib /usr/local/nvidia/lib64; do
    [ ! -d "$folder" ] || export LD_LIBRARY_PATH="${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$folder"
  done
  cached=$({ ldconfig -p || /sbin/ldconfig -p; } 2>/dev/null || true)
  for name in libcuda.so.1 libcudart.so.13 libcublas.so.13 libcublasLt.so.13 libcudnn.so.9 libnvrtc.so.13 libnvjpeg.so.13 \
    libcufile.so.0 libcupti.so.13 libnccl.so.2 libcusparse.so.12 libcusolver.so.12 libcufft.so.12 libcurand.so.10; do
    found=$(IFS=: && for folder in ${LD_LIBRARY_PATH:-}; do
      [ ! -e "$folder/$name" ] || { echo "$folder/$name" && break; }
    done)
    found=${found:-$(awk -v name="$name" '$1 == name { print $NF; exit }' <<<"$cached")}
    echo "$name: ${found:-not found}"
  done
  if command -v nvidia-smi >/dev/null; then
    nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv || true
  else
    echo "nvidia-smi: not found"
  fi
}

class_path() {
  local set path=${SIGHTLINE_CLASSES:+$SIGHTLINE_CLASSES:}$1
  for set in base tensorrt libtorch; do
    ! is_here "$set" || path="$path:$run/$set/lib/*"
  done
  echo "$path"
}

# How many tests, or containers of tests (classes), of a kind JUnit has counted in a log; ? when it did not come to that.
counted() { sed -n "s/^\[ *\([0-9]*\) $2 *\]\$/\1/p" "$1" | tail -1 | grep . || echo '?'; }

# One JVM a class: a crash or a hang loses nothing of the others. A JVM that is out of time says first where its threads are.
# Without a card tests are aborted, which is no failure to JUnit: here a class of which nothing has passed has failed.
run_test() {
  local module=$1 class=$2 seconds=${SIGHTLINE_TEST_SECONDS:-500} log=$run/$2.log code=0 passed why=''
  echo "== $class"
  timeout -s QUIT -k 10 "$seconds" "${java[@]}" -Dsightline.root="$run/base" \
    -cp "$(class_path "$run/base/tests/$module:$run/base/local/classes:$run/base/trainer/classes"):$run/base/tests/lib/*" \
    org.junit.platform.console.ConsoleLauncher execute --disable-banner --disable-ansi-colors --details=testfeed --include-tag gpu \
    --config junit.jupiter.execution.timeout.default=240s --select-class "$class" 2>&1 | tee "$log" || code=${PIPESTATUS[0]}
  passed=$(counted "$log" 'tests successful')
  if [ "$code" = 137 ] || [ "$code" = 124 ]; then
    why="OUT OF TIME after $seconds s"
  elif [ "$passed" = '?' ]; then
    why="THE JVM ENDED before JUnit did"
  elif [ "$passed" = 0 ]; then
    why="NOTHING PASSED"
  fi
  results+=("$class: $passed passed, $(counted "$log" 'tests failed') failed, $(counted "$log" 'tests aborted') aborted,\
 $(counted "$log" 'tests skipped') skipped; the class itself: $(counted "$log" 'containers failed') failed,\
 $(counted "$log" 'containers aborted') aborted; exit code $code${why:+; $why}")
  [ "$code" = 0 ] && [ -z "$why" ]
}

run_tests() {
  local results=() status=0 all=$run/base/tests/classes module class name
  if [ $# = 0 ]; then
    while read -r module class; do
      if [ "$module" = trainer ] && ! is_here libtorch; then
        results+=("$class: left out, as the parts of libtorch are not unpacked")
      else
        set -- "$@" "$class"
      fi
    done <"$all"
  fi
  for name in "$@"; do
    if ! read -r module class < <(grep -E "[ .]${name//./\\.}\$" "$all"); then
      results+=("$name: NO SUCH CLASS of those tagged gpu")
      status=1
      continue
    fi
    run_test "$module" "$class" || status=1
  done
  echo "== results"
  printf '%s\n' "${results[@]}"
  return $status
}

[ -e "$here/parts.sha256" ] || { say "there is no parts.sha256 beside $here/check.sh: it lies with the parts that pack.sh has made"; exit 1; }
mkdir -p "$run"
for set in base tensorrt libtorch; do
  unpack "$set"
done
if [ "${1:-}" = parts ]; then
  for set in base tensorrt libtorch; do
    if is_here "$set"; then echo "$set is unpacked"; fi
  done
  exit
fi
needs base
cuda
[ $# -gt 0 ] || set -- bench engine --models "$run/base/models"
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in *[Uu][Tt][Ff]*8) ;; *) export LC_ALL=C.UTF-8 ;; esac
# Compilers of device code run on Java's threads, and want more stack than Java does.
java=("$run/base/jre/bin/java" -Xmx"${SIGHTLINE_HEAP:-4g}" -Xss16m -XX:+ExitOnOutOfMemoryError "-XX:ErrorFile=${OUT:-$run}/hs_err_%p.log"
  -Dorg.bytedeco.javacpp.maxphysicalbytes=0 -Dorg.bytedeco.javacpp.maxbytes=0)
[ "${SIGHTLINE_VERBOSE:-0}" != 1 ] || export SIGHTLINE_LOG=DEBUG
main=io.sightline.local.Launcher classes=$run/base/local/classes
case $1-${2:-} in
  tests-*)
    shift
    run_tests "$@"
    exit
    ;;
  trainer-* | bench-trainer)
    needs libtorch
    if [ "$1" = bench ]; then shift 2 && set -- bench "$@"; else shift; fi
    main=io.sightline.trainer.TrainerMain classes=$run/base/trainer/classes
    # As ./sightline sets it.
    export MALLOC_ARENA_MAX=1 MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=1099511627776
    export OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-passive} OPENBLAS_THREAD_TIMEOUT=${OPENBLAS_THREAD_TIMEOUT:-4}
    ;;
  bench-engine | bench-gpu-street) needs tensorrt ;;
esac
exec "${java[@]}" -cp "$(class_path "$classes")" "$main" "$@"
