# Runs a PostgreSQL server for as long as standard input stays open. The kernel closes it when the parent goes,
# however it goes. Arguments: run or stop, pg_ctl, the data directory, the socket directory.
verb=$1 pg_ctl=$2 data=$3 sockets=$4
log=$data/server.log lock=$data/postmaster.pid

# Ctrl-C reaches the whole foreground group. The service decides when its database stops: it closes standard input.
trap '' INT TERM HUP PIPE

# A process number alone may belong to a stranger by now: after a reboot, in a restarted container.
runs_here() {
  if [ -r "/proc/$1/cmdline" ]; then command=$(tr '\0' ' ' < "/proc/$1/cmdline")
  else command=$(ps -ww -o command= -p "$1")
  fi 2> /dev/null
  case "$command " in *"postgres -D $data "*) true ;; *) false ;; esac
}

# Fast shutdown first; what does not listen within ten seconds is asked less kindly.
stop() {
  for signal in INT QUIT KILL; do
    runs_here "$1" || return 0
    kill -s "$signal" "$1" 2> /dev/null
    ticks=0
    while [ $ticks -lt 200 ] && runs_here "$1"; do
      sleep 0.05
      ticks=$((ticks + 1))
    done
  done
}

# A server that outlived its run: the parent and this script were both killed.
settle() {
  [ -e "$lock" ] || return 0
  left=$(sed -n 1p "$lock") left_sockets=$(sed -n 5p "$lock")
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
until "$pg_ctl" start -s -w -t 300 -D "$data" -l "$log" < /dev/null 2>&1; do
  # Children of a server that was killed leave within moments, and hold its memory until then.
  tries=$((tries + 1))
  if [ $tries -gt 20 ] || ! grep -q 'is still in use' "$log"; then
    settle
    exit 1
  fi
  sleep 0.25
  : > "$log"
done
server=$(sed -n 1p "$lock")

echo ready
while read -r _; do :; done
stop "$server"
rm -rf "$sockets"
exit 0
