# shellcheck shell=bash
# Part of ./sightline, which names root, target, built and the functions say, maven, require_java and require_maven: when to
# build, and what it means for programs that run.
# shellcheck disable=SC2154

sources_newer() {
  [ ! -e "$built" ] || [ -n "$(find "$root" \( -name target -o -name .git \) -prune -o \
    \( -name '*.java' -o -name pom.xml -o -name '*.proto' -o -path '*/src/main/resources/*' \) -newer "$built" -print -quit)" ]
}

# What of a build's options the next is to have, too: a build for a card stays one. Others, such as -o or -pl, are for once.
lasting() {
  local option before=
  for option in "$@"; do
    # An earlier version has written them down as it was asked, which may have been in two words.
    case $before in -P | -D) option=$before$option ;; esac
    before=$option
    case $option in
      *[[:space:]]*) ;;
      -P?* | -D?*) printf '%s\n' "$option" ;;
    esac
  done
}

# shellcheck disable=SC2046
remembered() { lasting $(cat "$built" 2>/dev/null); }

# Whether there is something to run: Maven may succeed without having built a thing.
has_all() {
  local part
  for part in "$target" "$root/trainer/target"; do
    [ -d "$part/classes" ] && compgen -G "$part/lib/sightline-contract-*.jar" >/dev/null || return 1
  done
}

# Whether the last build was not broken off, either.
complete() { [ -e "$built" ] && ! [ "$built" -ot "$target/begun" ] && has_all; }

build() {
  require_java
  require_maven
  say "building (the first time fetches some 700 MB and takes minutes) ..."
  mkdir -p "$target"
  # Until this is done, nothing is built: who breaks it off is not left with half of it.
  [ ! -e "$built" ] || touch -t 197001020000 "$built"
  # What is changed while this goes on may not be in it, and counts as newer.
  touch "$target/begun"
  # Maven adds to these folders only: jars of other versions, or for a card, would stay on the class path.
  rm -rf "${target:?}/lib" "$root/trainer/target/lib"
  maven package -DskipTests -Dspotless.check.skip=true "$@" | awk '/Building Sightline|BUILD|ERROR|Downloading.*(zip|linux)/ { print "  " $0; fflush() }' >&2
  if ! has_all; then
    say "Maven has not built all of it${*:+, with $*}: the next command does"
    return
  fi
  lasting "$@" >"$built"
  touch -r "$target/begun" "$built"
}

build_help() {
  cat <<'END'
Usage: sightline build [MAVEN OPTIONS]
Builds without running the tests. Later builds, which begin by themselves when sources are newer, take the same -P and -D
options: after 'build -Pgpu' (for a card, docs/gpu.md) they are for a card, too, until 'build' without options.
END
}

build_as_asked() {
  local option options=()
  while [ $# -gt 0 ]; do
    option=$1
    case $option in
      -h | --help) build_help; return ;;
      -v | -V | --version) say "build does not know $option"; exit 2 ;;
      # Maven takes these in two words, too.
      -P | -D | --activate-profiles | --define)
        [ $# -gt 1 ] || { say "$option needs a value"; exit 2; }
        case $option in *P | *profiles) option=-P$2 ;; *) option=-D$2 ;; esac
        shift
        ;;
      -s | --settings | -gs | --global-settings | -t | --toolchains | -T | --threads | -pl | --projects | -rf | --resume-from)
        [ $# -gt 1 ] || { say "$option needs a value"; exit 2; }
        options+=("$option")
        option=$2
        shift
        ;;
      -*) ;;
      *) say "build takes options of Maven's only, and not '$option'"; exit 2 ;;
    esac
    options+=("$option")
    shift
  done
  alone "a build"
  none_runs
  build ${options[@]+"${options[@]}"}
}

# Two locks. Who starts a program or builds holds the first, on descriptor 9, until that is done: services that start
# together find the sources newer together, and one builds while the others wait. Programs share the second, on
# descriptor 8, as long as they run, and a build wants it alone: classes must not go from under a running JVM.
lock() {
  [ -e "$1" ] || { mkdir -p "$target" && : >"$1"; } 2>/dev/null
  # An installation that belongs to somebody else is not built by who only runs it, but may be read.
  [ -r "$1" ] && command -v flock >/dev/null
}

# Opened for writing where that is allowed: on NFS, only such a file can be locked by one alone.
open_building() { if [ -w "$target/building" ]; then exec 9<>"$target/building"; else exec 9<"$target/building"; fi; }
open_running() { if [ -w "$target/running" ]; then exec 8<>"$target/running"; else exec 8<"$target/running"; fi; }

# Fails when somebody else has the lock. Where none can be had, as on some network's disks, it goes without, as without flock.
take() {
  local code=0
  flock "$@" 2>/dev/null || code=$?
  [ "$code" != 1 ]
}

# What it is for, those are told who wait.
alone() {
  local other
  lock "$target/building" || return 0
  open_building
  if ! take -w 3 9; then
    other=$(head -n 1 "$target/building")
    say "waiting for ${other:-another command that builds or tests} ..."
    take 9
  fi
  [ ! -w "$target/building" ] || { echo "$1 (process $$)" >"$target/building"; } 2>/dev/null || true
}

none_runs() {
  lock "$target/running" || return 0
  open_running
  take -n 8 && return
  exec 8<&-
  say "a build is needed, and programs of $root run (process $(programs)): stop them first"
  exit 1
}

programs() {
  local open pids=()
  for open in /proc/[0-9]*/fd/8; do
    if [ "$open" -ef "$target/running" ]; then
      open=${open#/proc/}
      pids+=("${open%%/*}")
    fi
  done
  echo "${pids[*]:-of another user}"
}

# Until this shell, or what it becomes, ends. With -n, it waits for nobody.
runs() {
  lock "$target/running" || return 0
  open_running
  take "$@" -s 8 || true
}

# Help is no reason to build when there is something that can give it.
asks_only() {
  local word
  [ $# -gt 0 ] || return 0
  for word in "$@"; do
    case $word in --help | -h | --version | -V) return ;; esac
  done
  return 1
}

build_if_newer() {
  # Nor is it to wait for tests.
  if asks_only "$@" && complete; then
    runs -n
    return
  fi
  alone "a build"
  if ! complete || { ! asks_only "$@" && sources_newer; }; then
    none_runs
    # shellcheck disable=SC2046
    build $(remembered)
    complete || exit 1
  fi
  runs
  exec 9<&-
}
