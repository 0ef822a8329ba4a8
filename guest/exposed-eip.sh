#!/bin/sh
# Configures a network interface (NIC) whose private address is an Alibaba Cloud EIP, inside the instance.
# Usage: exposed-eip.sh up|down|status|verify --eip ADDRESS [--OPTION VALUE]...
# The options are the parameters below, in small letters. docs/guest.md explains them, the exit codes and the changes.
#
# Cloud Assistant takes 18 KB of Base64, so comments and indentation are cut off on delivery (guest/render.ts): a
# comment has a line of its own, and no line of a text starts with a tab or a number sign.
#
# shellcheck disable=SC2086,SC2254  # With set -f, a variable without quotes is split or matched where that is meant.
set -euf
export LC_ALL=C PATH="$PATH:/usr/sbin:/usr/bin:/sbin:/bin"

LOCK=/run/exposed-eip.lock
STATES=/var/lib/exposed-eip
CONF=/proc/sys/net/ipv4/conf
URL=http://100.100.100.200/latest
NIC='' CHANGED='' LOCKED='' EXPLAINED=''

# CODE PROBLEM REMEDY
die() {
	EXPLAINED=1
	echo "exposed-eip: error $1: $2. $3." >&2
	exit "$1"
}

# Parameters: on delivery they are set before the script begins (guest/render.ts).
ACTION=''
EIP=''
MAC=''
GATEWAY=''
MTU='1500'
MANAGER='auto'
WAIT='120'
VERIFY=''
case ${1:--} in -*) ;; *) ACTION=$1 && shift ;; esac
while [ $# -gt 1 ]; do
	case $1 in --eip | --mac | --gateway | --mtu | --manager | --wait | --verify) ;; *) break ;; esac
	export "$(echo ${1#--} | tr '[:lower:]' '[:upper:]')=$2"
	shift 2
done
[ $# = 0 ] || die 10 "an option is unknown or has no value" "See docs/guest.md"
# End of the parameters.

# EXIT-CODE
finish() {
	[ -z "$LOCKED" ] || rm -f $LOCK
	[ "$1" = 0 ] || [ "$EXPLAINED" ] || echo "exposed-eip: error $1: ended unexpectedly. See where with sh -x." >&2
}

say() { echo "exposed-eip: $EIP $*"; }
has() { command -v $1 >/dev/null 2>&1; }
PYTHON=$(command -v python3 || command -v python || :)
start_clock() { deadline=$(($(date +%s) + WAIT)); }

# Waits a second, unless the time is up.
tick() { [ "$(date +%s)" -lt $deadline ] && sleep 1; }

# --- parameters ---

is_number() { case $1 in '' | *[!0-9]* | 0?* | ??????*) return 1 ;; esac }

is_ipv4() {
	case $1 in *[!0-9.]* | *.*.*.*.*) return 1 ;; ?*.?*.?*.?*) ;; *) return 1 ;; esac
	for octet in $(echo "$1" | tr . ' '); do
		is_number "$octet" && [ "$octet" -le 255 ] || return 1
	done
}

is_mac() {
	x='[0-9a-fA-F][0-9a-fA-F]'
	case $1 in $x:$x:$x:$x:$x:$x) ;; *) return 1 ;; esac
}

# CHECK VALUE OPTION
need() { "$1" "$2" || die 10 "--$3 has a value that is not allowed" "See docs/guest.md"; }

check_parameters() {
	TARGET=${VERIFY#*:} PORT=1
	case $VERIFY in
	'') TARGET=$EIP ;;
	icmp:*) ;;
	tcp:*:*) PORT=${TARGET#*:} TARGET=${TARGET%%:*} ;;
	*) TARGET='' ;;
	esac
	need is_ipv4 "$EIP" eip
	need is_mac "${MAC:-00:00:00:00:00:00}" mac
	MAC=$(echo $MAC | tr A-F a-f)
	need is_ipv4 "${GATEWAY:-$EIP}" gateway
	need is_number "$MTU" mtu
	need is_number "$WAIT" wait
	need is_ipv4 "$TARGET" verify
	need is_number "$PORT" verify
	case $MANAGER in
	auto | netplan | networkmanager | wicked | networkd | network-scripts | ifupdown | none) ;;
	*) need false '' manager ;;
	esac
	NAME=exposed-eip-$(echo "$EIP" | tr . -)
	MARK="# exposed-eip $EIP"
	STATE=$STATES/$EIP
}

# --- the NIC ---

# METHOD HEADER PATH
http() {
	if has curl; then
		curl -sf -m 5 --noproxy '*' -X "$1" -H "$2" "$URL/$3"
	elif [ "$PYTHON" ]; then
		$PYTHON -c 'import sys
try: from urllib.request import *
except ImportError: from urllib2 import *
r = Request(sys.argv[3], headers=dict([sys.argv[2].split(": ")]))
r.get_method = lambda: sys.argv[1]
sys.stdout.write(build_opener(ProxyHandler({})).open(r, timeout=5).read().decode("latin-1"))' "$1" "$2" "$URL/$3"
	else
		# BusyBox's wget has no limits and no --method: it fails where the token is asked for, and goes on without.
		options=''
		! wget --version 2>&1 | grep -q GNU || options='-t 1 -T 5'
		[ "$1" = GET ] || options="$options --method $1"
		http_proxy='' wget -q $options -O - --header "$2" "$URL/$3"
	fi 2>/dev/null | head -c 4096 | tr -d '\000'
}

# PATH. Whatever the service says comes back: who calls this checks it.
metadata() { http GET "$AUTH" "meta-data/network/interfaces/macs/$1"; }

# A VLAN shares its parent's MAC and shows as name@parent; a NIC shows as name, a veth as name@ifN.
nic_of_mac() { ip -o link | sed -n "s/^[0-9]*: \([^:@]*\)\(@if[0-9]*\)\{0,1\}: .* link\/ether $1 .*/\1/p" | head -n 1; }
nic_of_eip() { ip -o -4 addr | sed -n "s/^[0-9]*: *\([^ ]*\) .* inet $EIP\/.*/\1/p" | head -n 1; }

# Sets NIC, MAC and GATEWAY; otherwise MISSING is the exit code for what is not there yet.
look_for_nic() {
	if [ -z "$MAC" ] || [ -z "$GATEWAY" ]; then
		AUTH=$(http PUT 'X-aliyun-ecs-metadata-token-ttl-seconds: 600' api/token)
		case $AUTH in
		'' | *[!A-Za-z0-9+/=_.-]*) AUTH='Accept: */*' ;;
		*) AUTH="X-aliyun-ecs-metadata-token: $AUTH" ;;
		esac
	fi
	if [ -z "$MAC" ]; then
		MISSING=20
		macs=$(metadata '')
		[ "$macs" ] || return 1
		MISSING=21
		for mac in $macs; do
			is_mac "${mac%/}" && [ "$(metadata "${mac%/}/primary-ip-address")" = "$EIP" ] && MAC=${mac%/} && break
		done
		[ "$MAC" ] || return 1
	fi
	MISSING=22
	NIC=$(nic_of_mac "$MAC")
	[ "$NIC" ] || return 1
	[ -z "$GATEWAY" ] || return 0
	MISSING=23
	gateway=$(metadata "$MAC/gateway")
	is_ipv4 "$gateway" && GATEWAY=$gateway
}

find_nic() {
	[ "$MAC" ] && [ "$GATEWAY" ] || has curl || has wget || [ "$PYTHON" ] ||
		die 12 "curl, wget and python are missing" "Install one, or give --mac and --gateway"
	start_clock
	until look_for_nic; do
		tick || case $MISSING in
		20) die 20 "$URL/ does not answer" "Allow access to it, or give --mac and --gateway" ;;
		21) die 21 "the metadata has no NIC with $EIP as its primary address" "Attach the ENI" ;;
		22) die 22 "no NIC has the MAC $MAC" "Attach the ENI and check 'ip link'" ;;
		*) die 23 "the metadata has no gateway of $MAC" "Give --gateway" ;;
		esac
	done
	case $NIC in -* | *[!A-Za-z0-9_.-]*) die 24 "the NIC's name is not safe in files: $NIC" "Rename it with 'ip link'" ;; esac
	other=$(nic_of_eip)
	[ "${other:-$NIC}" = "$NIC" ] || die 30 "$EIP is on $other, not on $NIC" "Remove it there with 'ip addr del'"
}

# --- the kernel ---

net() { said=$(ip -4 "$@" 2>&1) || die 32 "'ip -4 $*' failed: $said" "Correct the cause and run this again"; }
has_address() { ip -o -4 addr show dev "$NIC" 2>/dev/null | grep -qF " inet $EIP/"; }
routes() { ip -4 route show table $TABLE 2>/dev/null; }
has_route() { routes | grep -qF "default via $GATEWAY dev $NIC "; }
has_rule() { ip -4 rule | grep -qE "^$TABLE:.from $EIP lookup $TABLE( |\$)"; }
filters() { cat $CONF/all/rp_filter $CONF/$NIC/rp_filter 2>/dev/null; }

# By a rule, a route, a name, or an EIP that is not up at the moment.
is_taken() {
	ip -4 rule | grep -qE "^$TABLE:|lookup $TABLE( |\$)" || [ "$(routes)" ] ||
		grep -rqsE "(^|[[:space:]])$TABLE([[:space:]]|\$)" /etc/iproute2 /usr/share/iproute2 $STATES
}

# From 20000 to 29999: the routing table, and the priority of its rule.
choose_number() {
	last=${EIP#*.*.} step=0
	while
		TABLE=$((20000 + (${last%.*} * 256 + ${last#*.} + step) % 10000))
		is_taken
	do
		[ $step -lt 99 ] || die 31 "100 routing tables up to $TABLE are taken" "Free one ('ip rule', 'ip route show table all')"
		step=$((step + 1))
	done
}

configure_kernel() {
	# Strict filtering would leave the EIP at the mercy of rules that others add. The cloud checks sources itself.
	case $(filters) in *2* | 0*0) ;; *) echo 2 >$CONF/$NIC/rp_filter ;; esac
	net link set dev "$NIC" mtu $MTU up
	# The address comes last, so that no reply leaves by the main table; as a /32 it adds no route there.
	has_route || net route replace $ROUTE
	has_rule || net rule add $RULE
	has_address || net addr add "$EIP/32" dev "$NIC"
}

restore_kernel() {
	# The manager may be taking the same away at this moment, so what fails here need not be an error.
	while has_rule; do ip -4 rule del $RULE || :; done 2>/dev/null
	ip -4 route flush table $TABLE 2>/dev/null || :
	[ "$NIC" ] || return 0
	[ $OLD_ADDRESS = yes ] || ip -4 addr del $EIP/32 dev $NIC 2>/dev/null || :
	net link set dev "$NIC" mtu $OLD_MTU $OLD_LINK
	while IFS=: read -r file value; do
		[ "$(cat $file)" = "$value" ] || echo "$value" >$file || :
	done <$STATE.sysctl 2>/dev/null
}

# --- lasting over reboots ---

detect_manager() {
	if has netplan && grep -rqs ethernets: /etc/netplan && ! grep -rqs 'renderer: *NetworkManager' /etc/netplan; then
		MANAGER=netplan
	elif has nmcli && nmcli -t -f DEVICE,STATE device 2>/dev/null | grep -qE "^$NIC:(un[^m]|[^u])"; then
		MANAGER=networkmanager
	elif has wicked && [ -d /etc/sysconfig/network ]; then
		MANAGER=wicked
	elif [ -e /run/systemd/netif/state ]; then
		MANAGER=networkd
	elif [ -x /etc/init.d/network ] && [ -d /etc/sysconfig/network-scripts ]; then
		MANAGER=network-scripts
	elif has ifup && [ -f /etc/network/interfaces ]; then
		MANAGER=ifupdown
	else
		die 40 "cannot tell what configures the network here" "Give --manager (none: up to the next boot only)"
	fi
}

# FILE LINE...
put() {
	file=$1
	if [ -f "$file" ] && ! grep -qxF "$MARK" "$file"; then
		# Somebody else's, cloud-init's for one.
		grep -qiE "dhcp|$EIP" "$file" && return
		die 41 "$file configures neither DHCP nor $EIP" "Correct or remove it"
	fi
	shift
	(umask 077 && printf '%s\n' "$MARK" "$@" >"$file~")
	case $file in *.network) chmod 644 "$file~" ;; esac
	if cmp -s "$file~" "$file"; then rm "$file~"; else mv "$file~" "$file" && CHANGED=1; fi
}

# FILE LINE...
drop() { ! grep -qsxF "$MARK" "$1" || rm "$1"; }

# put|drop
files() {
	case $1$MANAGER$(filters) in putnone* | put*2* | put*0?0) ;; *) $1 /etc/sysctl.d/90-$NAME.conf "net/ipv4/conf/$NIC/rp_filter = 2" ;; esac
	case $MANAGER in
	netplan)
		# The ID is cloud-init's, so that both merge; the name sorts after its file, so that this one wins.
		$1 /etc/netplan/90-$NAME.yaml network: '  version: 2' '  ethernets:' "    $NIC:" \
			"      match: {macaddress: \"$MAC\"}" "      set-name: $NIC" '      optional: true' '      dhcp4: false' \
			"      mtu: $MTU" "      addresses: [$EIP/32]" \
			"      routes: [{to: 0.0.0.0/0, via: $GATEWAY, on-link: true, table: $TABLE}]" \
			"      routing-policy: [{from: $EIP, table: $TABLE, priority: $TABLE}]"
		;;
	networkmanager)
		$1 $NM/$NAME.nmconnection '[connection]' id=$NAME type=ethernet autoconnect-priority=999 \
			'[ethernet]' mac-address=$MAC mtu=$MTU '[ipv4]' method=manual address1=$EIP/32 route-table=$TABLE \
			route1=0.0.0.0/0,$GATEWAY route1_options=onlink=true,table=$TABLE \
			"routing-rule1=priority $TABLE from $EIP/32 table $TABLE" '[ipv6]' method=auto
		;;
	networkd)
		# The first file that matches is the one in use: 00 sorts before 10-cloud-init.
		$1 /etc/systemd/network/00-$NAME.network '[Match]' MACAddress=$MAC '[Link]' MTUBytes=$MTU RequiredForOnline=no \
			'[Network]' Address=$EIP/32 '[Route]' Destination=0.0.0.0/0 Gateway=$GATEWAY GatewayOnlink=yes Table=$TABLE \
			'[RoutingPolicyRule]' From=$EIP Table=$TABLE Priority=$TABLE
		;;
	network-scripts)
		folder=/etc/sysconfig/network-scripts
		$1 $folder/ifcfg-$NIC DEVICE=$NIC HWADDR=$MAC TYPE=Ethernet BOOTPROTO=none ONBOOT=yes IPADDR=$EIP PREFIX=32 \
			MTU=$MTU DEFROUTE=no NOZEROCONF=yes ARPCHECK=no
		$1 $folder/route-$NIC "$ROUTE"
		$1 $folder/rule-$NIC "$RULE"
		;;
	wicked)
		folder=/etc/sysconfig/network
		$1 $folder/ifcfg-$NIC STARTMODE=auto BOOTPROTO=static IPADDR=$EIP/32 MTU=$MTU
		$1 $folder/ifroute-$NIC "default $GATEWAY - $NIC table $TABLE onlink"
		$1 $folder/ifrule-$NIC "ipv4 from $EIP table $TABLE priority $TABLE"
		;;
	ifupdown)
		# ifup runs this beside any other stanza for the same NIC, such as cloud-init's.
		folder=/etc/network
		file=$folder/interfaces.d/$NAME
		! grep -qF 'interfaces.d/*.cfg' $folder/interfaces || file=$file.cfg
		grep -qE '^source.*interfaces\.d/?(\*.*)?$' $folder/interfaces || [ $1 = drop ] ||
			die 41 "/etc/network/interfaces does not read interfaces.d" "Add 'source /etc/network/interfaces.d/*' to it"
		$1 $file "auto $NIC" "iface $NIC inet manual" "up ip link set dev $NIC mtu $MTU up" \
			"up ip -4 route replace $ROUTE" "up ip -4 rule add $RULE || :" \
			"up ip -4 addr show dev $NIC | grep -qF 'inet $EIP/' || ip -4 addr add $EIP/32 dev $NIC" \
			"down ip -4 rule del $RULE || :" "down ip -4 addr del $EIP/32 dev $NIC || :"
		;;
	esac
}

# A plain 'netplan apply' could interrupt the primary NIC, so only the file of this NIC is handed over.
netplan_generate() {
	root=$(mktemp -d)
	mkdir $root/etc
	cp -R /etc/netplan $root/etc
	file=run/systemd/network/10-netplan-$NIC.network
	netplan generate --root-dir $root || :
	# Two files for one MAC: a second ID of this NIC; networkd would use either file.
	files=$(grep -rils "MACAddress=$MAC" $root/${file%/*} | grep -c '\.network$')
	rm -f /$file
	[ ! -f $root/$file ] || { mkdir -p /${file%/*} && cp -p $root/$file /$file; }
	rm -r $root
	[ $files = 1 ] && grep -qsF $EIP /$file
}

# put|drop. Before systemd 244, networkd cannot reload: it reads its files at the next boot.
reload() {
	case $1$MANAGER in
	*netplan) netplan_generate && { networkctl reload || :; } ;;
	*networkd) networkctl reload || : ;;
	putnetworkmanager) nmcli connection load $NM/$NAME.nmconnection && nmcli -w 30 connection up $NAME ;;
	dropnetworkmanager) nmcli connection reload ;;
	esac >/dev/null 2>&1
}

# --- actions ---

lock() {
	start_clock
	until ln -s $$ $LOCK 2>/dev/null; do
		owner=$(readlink $LOCK) || continue
		# Only who holds the second lock may remove a first one that a dead process left.
		if ! kill -0 $owner 2>/dev/null && mkdir $LOCK.d 2>/dev/null; then
			[ "$(readlink $LOCK)" != $owner ] || rm -f $LOCK
			rmdir $LOCK.d
		else
			tick || die 13 "process $owner holds $LOCK" "Wait for it; if it does not exist, remove $LOCK and $LOCK.d"
		fi
	done
	LOCKED=1
}

derive() {
	NM=/etc/NetworkManager/system-connections
	ROUTE="default via $GATEWAY dev $NIC onlink table $TABLE"
	RULE="from $EIP lookup $TABLE priority $TABLE"
}

load_state() {
	read -r NIC MAC GATEWAY MANAGER TABLE OLD_MTU OLD_LINK OLD_ADDRESS <$STATE
	derive
}

new_state() {
	[ $MANAGER != auto ] || detect_manager
	mkdir -p $STATES
	choose_number
	# The manager may change other settings of a NIC that it takes over.
	grep -rs . $CONF/$NIC /proc/sys/net/ipv6/conf/$NIC >$STATE.sysctl || :
	OLD_MTU=$(cat /sys/class/net/$NIC/mtu) OLD_LINK=down OLD_ADDRESS=no
	! ip link show dev $NIC | grep -q '[<,]UP[,>]' || OLD_LINK=up
	! has_address || OLD_ADDRESS=yes
	echo $NIC $MAC $GATEWAY $MANAGER $TABLE $OLD_MTU $OLD_LINK $OLD_ADDRESS >$STATE~
	mv $STATE~ $STATE
	derive
}

take_down() {
	files drop
	reload drop || :
	# It may have another name by now, or be gone.
	NIC=$(nic_of_mac $MAC)
	restore_kernel
	rm $STATE $STATE.sysctl
	rmdir $STATES 2>/dev/null || :
}

missing() {
	lost=address
	has_address || return 0
	lost=rule
	has_rule || return 0
	lost=route
	! has_route
}

up() {
	find_nic
	lock
	if [ -f $STATE ]; then
		found="$NIC $MAC $GATEWAY" manager=$MANAGER
		load_state
		[ $manager != auto ] || manager=$MANAGER
		if [ "$NIC $MAC $GATEWAY $MANAGER" != "$found $manager" ]; then
			# Another ENI, another name of it, or another manager.
			take_down
			set -- $found
			NIC=$1 MAC=$2 GATEWAY=$3 MANAGER=$manager
		fi
	fi
	[ -f $STATE ] || new_state
	files put
	configure_kernel
	[ -z "$CHANGED" ] || reload put || die 41 "$MANAGER refuses its configuration $NAME" "docs/guest.md says how to see why"
	# networkd only starts its work when it has answered.
	[ -z "$CHANGED" ] || sleep 2
	WAIT=9
	start_clock
	while missing; do
		tick || die 42 "something took the $lost of $EIP away" "Find what else configures $NIC"
	done
	report
}

down() {
	lock
	if [ -f $STATE ]; then
		load_state
		take_down
	fi
	say "is down"
}

report() { say "is up: nic=$NIC mac=$MAC gateway=$GATEWAY table=$TABLE manager=$MANAGER"; }

status() {
	[ -f $STATE ] || die 50 "$EIP is not up" "Run up"
	load_state
	NIC=$(nic_of_mac $MAC)
	! missing || die 51 "the $lost of $EIP is missing" "Run up"
	report
}

connects() {
	if has curl; then
		curl -s -m 5 --noproxy '*' --interface $EIP -o /dev/null -w '%{time_connect}' http://$TARGET:$PORT/ | grep -q '[1-9]'
	elif [ "$PYTHON" ]; then
		$PYTHON -c "import socket; socket.create_connection(('$TARGET', $PORT), 5, ('$EIP', 0))" 2>/dev/null
	else
		die 62 "curl and python are missing" "Install one, or verify by icmp"
	fi
}

answers() {
	case $VERIFY in
	tcp:*) connects ;;
	*)
		has ping || die 62 "ping is missing" "Install it, or verify by tcp"
		ping -c 1 -W 2 -I $EIP $TARGET >/dev/null 2>&1
		;;
	esac
}

verify() {
	NIC=$(nic_of_eip)
	[ "$NIC" ] || die 60 "no NIC has $EIP" "Run up"
	say "is on $NIC"
	[ "$VERIFY" ] || return 0
	start_clock
	until answers; do
		tick || die 61 "$VERIFY does not answer $EIP" "Check the association, the security group and the target"
	done
	say "gets answers from $VERIFY"
}

trap 'finish $?' 0
trap 'exit 130' HUP INT TERM
check_parameters
has ip || die 12 "ip is missing" "Install iproute2"
case $ACTION in
status | verify) ;;
up | down) [ "$(id -u)" = 0 ] || die 11 "this needs root" "Use sudo" ;;
*) die 10 "the action is not up, down, status or verify" "See docs/guest.md" ;;
esac
$ACTION
case $ACTION$VERIFY in up?*) verify ;; esac
