#!/usr/bin/env bash
# Unpacks what pack.sh has packed and measures the engines: parts in, figures out. Runs on the machine with the card, and
# needs a driver there, and NVIDIA's CUDA 13 libraries, which it looks for among Python's packages, too.
# usage: check.sh [engine | gpu-street] [OPTIONS of that ./sightline bench]
set -euo pipefail
bench=engine
case ${1:-} in engine | gpu-street) bench=$1 && shift ;; esac
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if [ ! -x "$here/run/jre/bin/java" ]; then
  mkdir -p "$here/run"
  cat "$here"/sightline-gpu.tar.* | tar -C "$here/run" -xf -
fi
if command -v python3 >/dev/null; then
  packages=$(python3 -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])')
  for folder in "$packages"/nvidia/*/lib "$packages"/nvidia/*/lib/x86_64; do
    if [ -d "$folder" ]; then
      export LD_LIBRARY_PATH=${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$folder
    fi
  done
fi
command -v nvidia-smi >/dev/null && nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv
exec "$here/run/jre/bin/java" -Xmx2g -Dorg.bytedeco.javacpp.maxphysicalbytes=0 -cp "$here/run/classes:$here/run/lib/*" \
  io.sightline.local.Launcher bench "$bench" --models "$here/run/models" "$@"
