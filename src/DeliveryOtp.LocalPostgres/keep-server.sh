# Runs a PostgreSQL server for as long as standard input stays open. The kernel closes it when the parent goes,
# however it goes. Arguments: run or stop, pg_ctl, the data directory, the socket directory, the parent.
verb=$1 pg_ctl=$2 data=$3 sockets=$4 parent=$5
log=$data/server.log lock=$data/postmaster.pid mine="-k $sockets "

# Ctrl-C reaches the whole foreground group. The service decides when its database stops: it closes standard input.
trap '' INT TERM HUP PIPE
trap 'rm -rf "$sockets"' EXIT

# A process number alone may belong to a stranger by now: after a reboot, in a restarted container.
# The socket directory is new for each start: with it the answer is about the server of this very start.
runs_here() {
  if [ -r "/proc/$1/cmdline" ]; then command=$(tr '\0' ' ' < "/proc/$1/cmdline")
  else command=$(ps -ww -o command= -p "$1")
  fi 2> /dev/null
  case "$command " in *"postgres -D $data ${2:-}"*) true ;; *) false ;; esac
}

# Fast shutdown first; what does not listen within ten seconds is asked less kindly.
stop() {
  for signal in INT QUIT KILL; do
    runs_here "$@" || return 0
    kill -s "$signal" "$1" 2> /dev/null
    ticks=0
    while [ $ticks -lt 200 ] && runs_here "$@"; do
      sleep 0.05
      ticks=$((ticks + 1))
    done
  done
}

# True when the parent is gone: the directory, and any server in it, may be the next one's already.
orphaned() {
  if [ -r "/proc/$$/status" ]; then now=$(sed -n 's/^PPid:[^0-9]*//p' "/proc/$$/status"); else now=$(ps -o ppid= -p $$); fi
  [ "$((now))" -ne "$parent" ]
}

# Ends a server that outlived its run: the parent and this script were both killed.
settle() {
  ! orphaned || exit 1
  [ -e "$lock" ] || return 0
  left=$(sed -n 1p "$lock" 2> /dev/null) left_sockets=$(sed -n 5p "$lock" 2> /dev/null)
  case $left in '' | *[!0-9]*) rm -f "$lock" && return 0 ;; esac
  stop "$left"
  case ${left_sockets##*/} in deliveryotp-*) rm -rf "$left_sockets" ;; esac
  # PostgreSQL refuses to start while the number is alive, whoever has it.
  if kill -0 "$left" 2> /dev/null && ! runs_here "$left"; then rm -f "$lock"; fi
}

settle
[ "$verb" = run ] || exit 0

: > "$log"
tries=0
until "$pg_ctl" start -s -w -t 300 -D "$data" -l "$log" -o "-k $sockets" < /dev/null 2>&1; do
  if [ -e "$lock" ]; then stop "$(sed -n 1p "$lock")" "$mine"; fi
  # What a killed run leaves goes within moments: children that hold the memory, a server that was just starting.
  tries=$((tries + 1))
  [ $tries -le 20 ] && grep -q -e 'is still in use' -e 'postmaster.pid" already exists' "$log" || exit 1
  sleep 0.25
  settle
  : > "$log"
done
server=$(sed -n 1p "$lock")

echo ready
while read -r _; do :; done
stop "$server" "$mine"
exit 0
