#!/usr/bin/env bash
# Unpacks what pack.sh has packed and runs a command of ./sightline there: parts in, figures out. Runs on the machine with
# the card, and needs xz there, a driver, and NVIDIA's CUDA 13 libraries, which it looks for among Python's packages, too.
# Training needs the parts of base and libtorch, engines those of base and tensorrt.
# usage: check.sh [COMMAND ...]; without one: bench engine --models (those packed); tests: those tagged gpu
#   check.sh bench gpu-street --cameras 64      check.sh bench trainer --net ir50 --batch 256      check.sh trainer train ...
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
run=$here/run
mkdir -p "$run"
for what in base libtorch tensorrt; do
  if [ ! -e "$run/$what.unpacked" ] && [ -e "$here/$what.tar.xz.aa" ]; then
    cat "$here/$what.tar.xz".* | xz -dc -T0 | tar -C "$run" -xf -
    touch "$run/$what.unpacked"
  fi
done
if command -v python3 >/dev/null; then
  packages=$(python3 -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])')
  for folder in "$packages"/nvidia/*/lib "$packages"/nvidia/*/lib/x86_64; do
    if [ -d "$folder" ]; then
      export LD_LIBRARY_PATH=${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$folder
    fi
  done
fi
command -v nvidia-smi >/dev/null && nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv
[ $# -gt 0 ] || set -- bench engine --models "$run/models"
java=("$run/jre/bin/java" -Xmx"${SIGHTLINE_HEAP:-4g}" -Dorg.bytedeco.javacpp.maxphysicalbytes=0 -Dorg.bytedeco.javacpp.maxbytes=0)
case $1-${2:-} in
  tests-*)
    shift
    status=0
    for module in recognizer trainer; do
      "${java[@]}" -Dsightline.root="$run" -cp "$run/tests/$module:$run/local/classes:$run/trainer/classes:$run/lib/*:$run/tests/lib/*" \
        org.junit.platform.console.ConsoleLauncher execute --disable-banner --include-tag gpu --scan-classpath "$run/tests/$module" "$@" || status=1
    done
    exit $status
    ;;
  trainer-*) shift; main=io.sightline.trainer.TrainerMain classes=$run/trainer/classes ;;
  bench-trainer) shift 2; set -- bench "$@"; main=io.sightline.trainer.TrainerMain classes=$run/trainer/classes ;;
  *) main=io.sightline.local.Launcher classes=$run/local/classes ;;
esac
exec "${java[@]}" -cp "$classes:$run/lib/*" "$main" "$@"
