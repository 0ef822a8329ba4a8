#!/bin/sh
# Configures a network interface (NIC) whose private addresses are Alibaba Cloud EIPs, inside the instance, one at a time.
# Usage: exposed-eip.sh up|down|status|verify --eip ADDRESS [--OPTION VALUE]...
# The options are the parameters below, in small letters. docs/guest.md explains them, the exit codes and the changes.
#
# Cloud Assistant takes 18 KB of Base64, so comments and indentation are cut off on delivery (guest/render.ts): a
# comment has a line of its own, and no line of a text starts with a tab or a number sign.
#
# shellcheck disable=SC2046,SC2086,SC2254  # With set -f, what has no quotes is split or matched where that is meant.
# shellcheck disable=SC2016,SC2034  # Templates, which each_of expands.
# shellcheck disable=SC2030,SC2031  # A subshell loads the states of others and forgets them.
# shellcheck disable=SC2015  # A && B || C: where A or B fails, C is meant.
# shellcheck disable=SC2013  # Names of files that a version of this script wrote.
set -euf
export LC_ALL=C PATH="$PATH:/usr/sbin:/usr/bin:/sbin:/bin"

STATES=/var/lib/exposed-eip
CONF=/proc/sys/net/ipv4/conf
SYSFS=/sys/class/net
URL=http://100.100.100.200/latest
TOKEN=X-aliyun-ecs-metadata-token
SYS=/etc/sysconfig/network
MARK='# exposed-eip'
BOOT=/var/lib/exposed-eip.boot
UNIT=/etc/systemd/system/exposed-eip.service
WANTS=/etc/systemd/system/multi-user.target.wants
FWMASK=0x7f000000
PLAIN='s/[[:blank:]][[:blank:]]*/ /g; s/ proto [a-z0-9]*//; s/ $//'
LINE='
'
# Units that remove rules or marks when they start again.
RESTARTED='systemd-networkd.service nftables.service firewalld.service'
DNS='100.100.2.136 100.100.2.138'
NIC='' CHANGED='' GONE=- EXPLAINED='' INTERFACES_FILE=''
# Set while a new EIP is not yet known to work, so that a failure takes it away again.
NEW=''
# Set once this run has changed something, and once it has kept a manager from reading its files.
TOUCHED='' BY_HAND=''
ASKED='' KEEPS=''

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
	[ "$1" = 0 ] || [ "$EXPLAINED" ] || echo "exposed-eip: error $1: ended unexpectedly. See where with sh -x." >&2
}

say() { echo "exposed-eip: $EIP $*"; }

# PROBLEM REMEDY
warn() { echo "exposed-eip: warning: $1. $2." >&2; }

has() { command -v $1 >/dev/null 2>&1; }
PYTHON=$(command -v python3 || command -v python || :)
# [SECONDS]
start_clock() { deadline=$(($(date +%s) + ${1:-$WAIT})); }

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
need() { "$1" "$2" || die 10 "--$3 is not valid" "See docs/guest.md"; }

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
	STATE=$STATES/$EIP
}

# RANGE ADDRESS: whether the range, 100.64.0.0/10 for one, has the address.
covers() {
	length=${1#*/} base=${1%/*}
	[ "$base" != "$1" ] || length=32
	is_ipv4 "$base" && is_number "$length" && [ "$length" -le 32 ] || return 1
	[ $(($(as_number $base) >> (32 - length))) = $(($(as_number $2) >> (32 - length))) ]
}

as_number() {
	(
		IFS=.
		set -- $1
		echo $((($1 << 24) + ($2 << 16) + ($3 << 8) + $4))
	)
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

# A bridge, a bond, a VLAN or a macvlan may have the MAC of the NIC below it. Kernels before 3.9 have no lower_ links.
is_virtual() { grep -qs ^DEVTYPE= "$SYSFS/$1/uevent" || find "$SYSFS/$1/" -maxdepth 1 -name 'lower_*' 2>/dev/null | grep -q .; }

# A port of a bridge or a bond comes last: the MAC of a bond is that of all its ports.
nic_of_mac() {
	port=''
	for nic in $(ip -o link | sed -n "s/^[0-9]*: \([^:@]*\)[:@].* link\/ether $1 .*/\1/p"); do
		! is_virtual $nic || continue
		[ "$(master_of $nic)" ] || {
			echo $nic
			return
		}
		port=${port:-$nic}
	done
	echo $port
}

master_of() { ip -o link show dev "$1" 2>/dev/null | sed -n 's/^[^\\]* master \([^ ]*\) .*/\1/p'; }
nic_of_eip() { ip -o -4 addr | sed -n "s/^[0-9]*: *\([^ ]*\) .* inet $EIP\/.*/\1/p" | head -n 1; }

# Sets NIC, MAC and GATEWAY; otherwise MISSING is the exit code for what is not there yet.
look_for_nic() {
	if [ -z "$MAC" ] || [ -z "$GATEWAY" ]; then
		AUTH=$(http PUT "$TOKEN-ttl-seconds: 600" api/token)
		case $AUTH in
		'' | *[!A-Za-z0-9+/=_.-]*) AUTH='Accept: */*' ;;
		*) AUTH="$TOKEN: $AUTH" ;;
		esac
	fi
	if [ -z "$MAC" ]; then
		MISSING=20
		macs=$(metadata '')
		[ "$macs" ] || return 1
		MISSING=21
		for mac in $macs; do
			mac=${mac%/}
			is_mac "$mac" && metadata "$mac/private-ipv4s" | tr -c 0-9. '\n' | grep -qxF "$EIP" && MAC=$mac && break
		done
		[ "$MAC" ] || return 1
	fi
	MISSING=22
	NIC=$(nic_of_mac "$MAC")
	[ "$NIC" ] || return 1
	[ -z "$GATEWAY" ] || return 0
	MISSING=23
	gateway=$(metadata "$MAC/gateway")
	[ "$gateway" ] || [ "$(metadata '')" ] || MISSING=20
	is_ipv4 "$gateway" && GATEWAY=$gateway
}

die_without_metadata() {
	DROPS=$(list_drops)
	reason=$(why_silent 100.100.100.200)
	[ -z "$reason" ] || die 20 "$URL/ does not answer: $reason" "Except 100.100.100.200 from that rule, or give --mac and --gateway"
	die 20 "$URL/ does not answer" "Allow access to it, or give --mac and --gateway"
}

find_nic() {
	[ "$MAC" ] && [ "$GATEWAY" ] || has curl || has wget || [ "$PYTHON" ] ||
		die 12 "curl, wget and python are missing" "Install one, or give --mac and --gateway"
	start_clock
	until look_for_nic; do
		tick || case $MISSING in
		20) die_without_metadata ;;
		21) die 21 "the metadata has no NIC with $EIP" "Attach the ENI" ;;
		22) die 22 "no NIC has the MAC $MAC" "Attach the ENI" ;;
		*) die 23 "the metadata has no gateway of $MAC" "Give --gateway" ;;
		esac
	done
	case $NIC in -* | *[!A-Za-z0-9_.-]*) die 24 "the NIC's name is not safe in files: $NIC" "Rename it" ;; esac
	master=$(master_of $NIC)
	[ -z "$master" ] || die 25 "$NIC is part of the bridge, bond or VRF $master, where an address of its own does not work" \
		"Take it out of the configuration of $master, then 'ip link set dev $NIC nomaster'"
	other=$(nic_of_eip)
	[ "${other:-$NIC}" = "$NIC" ] || die 30 "$EIP is on $other, not on $NIC" "Remove it there"
}

# --- the kernel ---

net() { said=$(ip -4 "$@" 2>&1) || die 32 "'ip -4 $*' failed: $said" "Correct that and run up"; }
has_address() { ip -o -4 addr show dev "$NIC" 2>/dev/null | grep -qF " inet $EIP/"; }
routes() { ip -4 route show table $TABLE 2>/dev/null; }
# As 'ip rule' prints them, but for blanks and for who added them.
kernel_rules() { ip -4 rule | sed "$PLAIN"; }

# Prints the rules of the EIP as kernel_rules does. What its table says of prefixes of 8 bits and more comes first, then what
# the main table says of them: bridges, tunnels, peers of a VPN, but never a default route, nor the halves of one. The rest is
# for the EIP's table. A mark is on replies that are forwarded, those of a published port.
rules() {
	if [ $SUPPRESS = yes ]; then
		echo "$((TABLE - 10000)): from $EIP lookup $TABLE suppress_prefixlength 7"
		echo "$((TABLE - 9999)): from $EIP lookup main suppress_prefixlength 7"
	fi
	echo "$TABLE: from $EIP lookup $TABLE"
	[ $FWMARK = - ] || echo "$TABLE: from all fwmark $FWMARK/$FWMASK lookup $TABLE"
}

# Prints the destinations of the EIP's table.
destinations() (
	IFS=,
	echo default ${PREFIXES#-}
)

has_route() {
	present=$(routes)
	for destination in $(destinations); do
		case "$LINE$present" in *"$LINE${destination%/32} via $GATEWAY dev $NIC "*) ;; *) return 1 ;; esac
	done
}

has_rule() { ! rules | grep -qvxF "$(kernel_rules)"; }

# Only root sees it.
has_mark() {
	[ $FWMARK = - ] || [ "$(id -u)" != 0 ] ||
		{ nft list table ip exposed_eip || iptables -t mangle -S EXPOSED-EIP; } 2>/dev/null | grep -qwF $EIP
}

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
		[ $step -lt 99 ] || die 31 "100 routing tables up to $TABLE are taken" "Free one with 'ip rule del'"
		step=$((step + 1))
	done
}

# Kernels before 3.12 ignore the suppressor, and take the rule as one without. This one does no harm then.
can_suppress() {
	probe="from $EIP lookup $TABLE suppress_prefixlength 7"
	ip -4 rule add $probe priority $((TABLE - 10000)) 2>/dev/null || :
	able=''
	! kernel_rules | grep -qxF "$((TABLE - 10000)): $probe" || able=1
	ip -4 rule del from $EIP priority $((TABLE - 10000)) 2>/dev/null || :
	[ $able ]
}

# Prints the prefixes that the main table sends out by other NICs of the cloud, as A,B or not at all: by those of other EIPs, by
# hardware, and by those of default routes, unless these are tunnels. The cloud drops the EIP as a source there, so they go by
# the gateway of the EIP's own NIC.
captured() {
	main=$(ip -o -4 route show table main)
	nics=' '
	for file in $(all_states); do
		read -r nic _ <$file
		nics="$nics$nic "
	done
	for nic in $(echo "$main" | sed -n 's/^default .*dev \([^ ]*\).*/\1/p'); do
		[ "$(cat $SYSFS/$nic/type)" != 1 ] || nics="$nics$nic "
	done
	echo "$main" | while read -r prefix words; do
		nic=" $words"
		nic=${nic#* dev } nic=${nic%% *}
		case $prefix in
		*/[0-7] | *[!0-9./]* | '') continue ;;
		*/*) ;;
		*) prefix=$prefix/32 ;;
		esac
		case $nics in *" $nic "*) ;; *) [ -e $SYSFS/$nic/device ] || continue ;; esac
		[ $nic = "$NIC" ] || echo $prefix
	done | sort -u | tr '\n' , | sed 's/,$//'
}

# STATE...: prints a shell script that adds what is missing: the rules of these, and the marks of all.
boot_script() {
	echo 'export LC_ALL=C PATH="$PATH:/usr/sbin:/usr/bin:/sbin:/bin"
failed=0'
	echo "grep -vxF \"\$(ip -4 rule | sed '$PLAIN')\" <<'RULES' | ("
	for STATE in "$@"; do
		EIP=${STATE##*/}
		load_state
		rules
	done
	echo 'RULES
while read -r priority words; do
ip -4 rule add $words priority ${priority%:} || failed=1
done
exit $failed
) || failed=1'
	marks
	echo 'exit $failed'
}

# Prints what sets the marks of all EIPs that have one. A connection that comes to the EIP by its NIC gets its mark; packets of
# its replies that are forwarded (a container's, say) get it too, and are routed by it. The other bits belong to others.
marks() {
	marked=$(for STATE in $(all_states); do
		load_state
		[ $FWMARK = - ] || echo "${STATE##*/} $NIC $FWMARK"
	done)
	[ "$marked" ] || return 0
	echo "if ! command -v nft >/dev/null || ! nft -f - <<'NFT'
table ip exposed_eip
delete table ip exposed_eip
table ip exposed_eip {
chain prerouting {
type filter hook prerouting priority -150; policy accept;"
	echo "$marked" | while read -r eip nic mark; do
		echo "iifname \"$nic\" ip daddr $eip ct mark set ct mark and 0x80ffffff or $mark"
		echo "iifname != \"$nic\" ct direction reply ct mark and $FWMASK == $mark meta mark set meta mark and 0x80ffffff or $mark"
	done
	echo "}
}
NFT
then
iptables-restore --noflush <<'TABLES' || failed=1
*mangle
:EXPOSED-EIP - [0:0]"
	echo "$marked" | while read -r eip nic mark; do
		echo "-A EXPOSED-EIP -i $nic -d $eip -j CONNMARK --set-xmark $mark/$FWMASK"
		echo "-A EXPOSED-EIP ! -i $nic -m conntrack --ctdir REPLY -m connmark --mark $mark/$FWMASK -j MARK --set-xmark $mark/$FWMASK"
	done
	echo "COMMIT
TABLES
iptables -t mangle -S PREROUTING | grep -q EXPOSED-EIP || iptables -t mangle -A PREROUTING -j EXPOSED-EIP || failed=1
fi"
}

# Marks cost every connection its entry in the kernel's table, so there are none where nothing is forwarded.
choose_mark() {
	[ $FWMARK = - ] && [ "$(cat /proc/sys/net/ipv4/ip_forward)" = 1 ] || return 0
	number=$((TABLE % 127))
	while
		number=$((number % 127 + 1))
		FWMARK=$(printf '0x%x' $((number << 24)))
		grep -rqsw $FWMARK $STATES
	do :; done
	save_state
	said=$( (marks && echo 'exit ${failed-0}') | sh 2>&1) || {
		FWMARK=-
		save_state
		say "gets no replies from containers (ip_forward is 1), since nft and iptables are missing or failed:" $said
	}
}

# Removes the marks of this EIP, and the table with the last one.
remove_mark() {
	[ $FWMARK != - ] || return 0
	if [ "$(marks)" ]; then
		(marks && echo 'exit ${failed-0}') | sh || :
	else
		nft delete table ip exposed_eip || {
			iptables -t mangle -D PREROUTING -j EXPOSED-EIP && iptables -t mangle -F EXPOSED-EIP && iptables -t mangle -X EXPOSED-EIP
		} || :
	fi 2>/dev/null
}

add_rules() {
	! has_rule || ! has_mark || return 0
	said=$(boot_script $STATE | sh 2>&1) || {
		set -- $said
		die 32 "a rule or mark of $EIP could not be added: $*" "Correct that and run up"
	}
}

configure_kernel() {
	# Strict filtering would leave the EIP at the mercy of rules that others add. The cloud checks sources itself.
	case $(cat $CONF/all/rp_filter $CONF/$NIC/rp_filter) in *2* | 0*0) ;; *) echo 2 >$CONF/$NIC/rp_filter ;; esac
	net link set dev "$NIC" mtu $MTU up
	# The address comes last, so that no reply leaves by the main table; as a /32 it adds no route there.
	has_route || for destination in $(destinations); do
		net route replace $destination via $GATEWAY dev $NIC onlink table $TABLE
	done
	for destination in $(routes | sed 's/ .*//'); do
		case ",default,$PREFIXES," in *",$destination,"* | *",$destination/32,"*) ;; *) net route del $destination table $TABLE ;; esac
	done
	add_rules
	has_address || net addr add "$EIP/32" dev "$NIC"
}

restore_kernel() {
	# The manager may be taking the same away at this moment, so what fails here need not be an error.
	rules | while read -r priority words; do
		while ip -4 rule del $words priority ${priority%:}; do :; done
	done 2>/dev/null
	ip -4 route flush table $TABLE 2>/dev/null || :
	[ "$NIC" ] || return 0
	[ $OLD_ADDRESS = yes ] || ip -4 addr del $EIP/32 dev $NIC 2>/dev/null || :
	[ -z "$(states)" ] || return 0
	net link set dev "$NIC" mtu $OLD_MTU $OLD_LINK
	while IFS=: read -r file value; do
		[ "$(cat $file)" = "$value" ] || echo "$value" >$file || :
	done <$STATE.sysctl 2>/dev/null
}

# --- what belongs to others ---

# [STATES]: prints the rules of other software as FAMILY PRIORITY WORDS: neither the kernel's, nor those of EIPs, as a function
# prints their states. Without 'proto' (iproute2 before 4.18) the kernel's are told by their text.
foreign_rules() {
	ours=$(GONE=- && for STATE in $(${1:-all_states}); do
		load_state
		echo "^4 [0-9]+ .*lookup $TABLE( |\$)|^4 [0-9]+ from ${STATE##*/} lookup main suppress_prefixlength 7( |\$)"
	done | tr '\n' '|')
	for family in 4 6; do
		ip -$family -d rule 2>/dev/null | sed "s/[[:blank:]][[:blank:]]*/ /g; s/://; s/ \[[a-z-]*\]//g; s/ \$//; s/^/$family /"
	done | grep -vE "$ours proto kernel\$|^[46] (0 from all lookup local|32766 from all lookup main|32767 from all lookup default)\$" || :
}

# systemd-networkd, when it reads its files again, removes the rules that are not in them, unless it is told to leave them.
# Those with 'proto static' are from its files; those of EIPs that no manager keeps are not.
endangers_rules() {
	case $MANAGER in netplan | networkd) ;; *) return 1 ;; esac
	networkctl --help 2>/dev/null | grep -q '^ *reload' && foreign_rules kept_states | grep -qv ' proto static$' || return 1
	! systemd-analyze cat-config systemd/networkd.conf 2>/dev/null | sed -n 's/^ManageForeignRoutingPolicyRules *= *//p' |
		tail -n 1 | grep -qixE 'no|n|false|f|off|0'
}

how_to_keep_rules() {
	case $MANAGER in
	netplan | networkd) echo "Write ManageForeignRoutingPolicyRules=no into [Network] of networkd.conf, restart systemd-networkd, and run $ACTION" ;;
	*) echo "Find what of $MANAGER removes them, or use --manager none" ;;
	esac
}

# Addresses and main routes of the other NICs, as words for 'ip'.
foreign_addresses() {
	ip -o -4 addr | sed -n 's/^[0-9]*: *\([^ ]*\) *inet \(.*\) scope \([a-z]*\).*/\2 scope \3 dev \1/p' | grep -v " dev $NIC\$"
}
foreign_routes() { ip -o -4 route show table main | tr -d '\134' | sed 's/ linkdown//; s/ dead//' | grep -v " dev $NIC "; }
primary() { ip -o -4 route show table main | sed -n 's/^default via \([0-9.]*\) dev \([^ ]*\).*/\1 \2/p' | head -n 1; }

# BEFORE NOW: prints the lines that are gone.
vanished() { echo "$1" | grep . | grep -vxF -e "${2:-none}"; }

reaches_metadata() {
	host=${URL#*//} host=${host%%/*}
	if has curl; then
		curl -s -m 2 --noproxy '*' -o /dev/null -w '%{time_connect}' http://$host/ | grep -q '[1-9]'
	elif [ "$PYTHON" ]; then
		$PYTHON -c "import socket; socket.create_connection(('$host', 80), 2)"
	else
		# 8 is an answer that refuses.
		http_proxy='' wget -q -t 1 -T 2 -O /dev/null http://$host/ || [ $? = 8 ]
	fi 2>/dev/null
}

# Prints what the instance reaches, a word each.
reached() {
	[ "$PRIMARY" ] || return 0
	[ "$(primary)" != "$PRIMARY" ] || echo route
	if has ping && ping -n -c 1 -W 1 -I ${PRIMARY#* } ${PRIMARY% *} >/dev/null 2>&1; then
		echo "gateway${LINE}neighbor"
	else
		! ip -4 neigh show to ${PRIMARY% *} dev ${PRIMARY#* } | grep -qE 'REACHABLE|DELAY|PROBE' || echo neighbor
	fi
	! reaches_metadata || echo metadata
}

# Remembers for check_others what an up has to leave as it is.
remember_others() {
	PRIMARY=$(primary)
	RULES=$(foreign_rules)
	ADDRESSES=$(foreign_addresses) || :
	ROUTES=$(foreign_routes) || :
	REACHED=$(reached)
}

# Adds what is gone again. A route by a gateway needs the one to the gateway, which may come after it.
restore_others() {
	vanished "$ADDRESSES" "$(foreign_addresses)" | while read -r words; do ip -4 addr add $words || :; done
	for _ in 1 2; do
		vanished "$ROUTES" "$(foreign_routes)" | while read -r words; do ip -4 route add $words || :; done
	done
	vanished "$RULES" "$(foreign_rules)" | sed 's/ proto unspec$//' | while read -r family priority words; do
		ip -$family rule add priority $priority $words || :
	done
} 2>/dev/null

# Undoes this run where it harmed others.
check_others() {
	lost=$(vanished "$RULES" "$(foreign_rules)" | sed 's/^[46] //; s/ proto [a-z]*$//' | tr '\n' ';' | sed 's/;$//; s/;/, /g')
	[ -z "$lost" ] || {
		take_down
		restore_others
		die 43 "$MANAGER removed rules of other software ($lost); they are added again, and $EIP is down" "$(how_to_keep_rules)"
	}
	start_clock 9
	while lost=$(vanished "$REACHED" "$(reached)" | head -n 1) && [ "$lost" ]; do tick || break; done
	[ "$lost" ] || return 0
	case $lost in
	route) lost="the default route by ${PRIMARY% *} is gone" ;;
	metadata) lost="the metadata service does not answer any more" ;;
	*) lost="the primary gateway ${PRIMARY% *} does not answer any more" ;;
	esac
	[ "$TOUCHED$CHANGED" ] || die 44 "$lost, though this run changed nothing" "See what else configures the network"
	take_down
	restore_others
	die 44 "$lost with $EIP up, so it is down again" "See the log of $MANAGER, or run up with --manager none"
}

# --- lasting over reboots ---

# The state files of the NIC's EIPs, without that of one that leaves.
states() { grep -rlsF " $MAC " $STATES | grep -vxF $GONE | sort; }

# All state files, and those of EIPs that a manager keeps.
all_states() {
	set +f
	set -- $STATES/*
	set -f
	for file in "$@"; do case $file in *.sysctl | *'*' | $GONE) ;; *) echo $file ;; esac done
}
kept_states() {
	for STATE in $(all_states); do
		load_state
		[ $MANAGER = none ] || echo $STATE
	done
}

# KIND TEMPLATE: prints it for each eip, route, rule or further-rule of these EIPs, numbered from 1.
each_of() {
	N=0
	for STATE in $(states); do
		EIP=${STATE##*/}
		load_state
		case $1 in
		eip) items=- ;;
		route) items=$(destinations) ;;
		rule) items=$(kept_rules | tr ' ' ,) ;;
		*) items=$(kept_rules | grep -v "^$TABLE: from $EIP" | tr ' ' ,) || : ;;
		esac
		for item in $items; do
			N=$((N + 1)) PREFIX=$item
			[ $item != default ] || PREFIX=0.0.0.0/0
			ROUTE="$item via $GATEWAY dev $NIC onlink table $TABLE"
			case $1 in *rule)
				# The words that ip, NetworkManager and wicked have in common.
				RULE=$(echo "${item#*,},priority,${item%%:*}" | sed 's/,/ /g; s/from all //; s/lookup main/table 254/; s/lookup/table/')
				;;
			esac
			eval "echo \"$2\""
		done
	done
}
each() { each_of eip "$1"; }

# Whether the files of the manager, in this version of it, can say all rules. Asked once for the manager of this run.
keeps_rules() {
	if [ "$ASKED" = $MANAGER ]; then
		[ "$KEEPS" ]
		return
	fi
	case $MANAGER in
	netplan | networkd) [ "$(networkctl --version 2>/dev/null | sed -n 's/^systemd \([0-9]*\).*/\1/p')" -ge 245 ] 2>/dev/null ;;
	networkmanager) ! nmcli --version 2>/dev/null | grep -qE ' (0|1\.1?[0-9])\.' ;;
	esac
}
ask_manager() {
	ASKED=''
	if keeps_rules; then KEEPS=1; else KEEPS=''; fi
	ASKED=$MANAGER
}
kept_rules() { if keeps_rules; then rules; else rules | grep "^$TABLE: from $EIP"; fi; }

# The rule in the words of systemd-networkd.
networkd_rule() {
	echo '[RoutingPolicyRule]'
	echo "$RULE" | sed 's/from /From=/; s/fwmark /FirewallMark=/; s/table /Table=/; s/suppress_prefixlength /SuppressPrefixLength=/
s/priority /Priority=/' | tr ' ' '\n'
}

tell_systemd() { [ ! -d /run/systemd/system ] || systemctl "$@" >/dev/null 2>&1 || :; }

# Keeps what the managers' files cannot say: rules for versions of them that do not know the words, and marks. A script adds
# them at boot, started by systemd, or by ifupdown with its NIC.
keep_for_boot() {
	needs=$(for STATE in $(kept_states); do
		load_state
		[ $FWMARK = - ] && { [ $SUPPRESS = - ] || keeps_rules; } || echo $MANAGER
	done)
	changed=$CHANGED CHANGED=''
	if [ "$needs" ]; then put $BOOT "$(boot_script $(kept_states))"; else drop $BOOT; fi
	if echo "$needs" | grep . | grep -qvxF ifupdown && has systemctl; then
		mkdir -p $WANTS
		put $UNIT '[Unit]' 'Description=Routing rules and marks of exposed EIPs' 'Wants=network-online.target' \
			"After=network-online.target NetworkManager.service docker.service $RESTARTED" "PartOf=$RESTARTED" \
			'ReloadPropagatedFrom=nftables.service firewalld.service' '[Service]' Type=oneshot RemainAfterExit=yes \
			"ExecStart=/bin/sh $BOOT" "ExecReload=/bin/sh $BOOT" '[Install]' WantedBy=multi-user.target
		ln -sf ../${UNIT##*/} $WANTS
		# It counts as started, so that it starts again with systemd-networkd.
		[ -z "$CHANGED" ] || tell_systemd daemon-reload
		[ -z "$CHANGED" ] || tell_systemd --no-block start ${UNIT##*/}
	elif [ -e $UNIT ]; then
		tell_systemd stop ${UNIT##*/}
		rm -f $WANTS/${UNIT##*/}
		drop $UNIT
		tell_systemd daemon-reload
	fi
	CHANGED=$changed
}

# Sets ROOT to a copy of netplan's files, for trying them out.
copy_netplan() {
	ROOT=$(mktemp -d)
	for folder in lib etc run; do
		[ ! -d /$folder/netplan ] || { mkdir $ROOT/$folder && cp -R /$folder/netplan $ROOT/$folder; }
	done
}

# Whether netplan configures any NIC by networkd, and would so configure this one: netplan itself answers.
uses_netplan() {
	has netplan && [ -d /etc/netplan ] || return 1
	copy_netplan
	probe=exposed-eip-probe
	(
		umask 077
		printf '%s\n' network: '  version: 2' '  ethernets:' "    $probe:" "      match: {macaddress: \"$MAC\"}" \
			'      dhcp4: false' >$ROOT/etc/netplan/90-$probe.yaml
	)
	said=$(netplan generate --root-dir $ROOT 2>&1) || {
		rm -r $ROOT
		said=$(echo "$said" | grep -v WARNING | sed "s|$ROOT||g" | grep . | head -n 1)
		die 41 "netplan refuses its configuration: $said" "Correct it: see 'netplan generate'"
	}
	found=$(find $ROOT/run/systemd/network -name '*.network' 2>/dev/null || :)
	rm -r $ROOT
	echo "$found" | grep -q -- -$probe.network && echo "$found" | grep -qv -- -$probe.network
}

detect_manager() {
	if uses_netplan; then
		MANAGER=netplan
	elif has nmcli && nmcli -t -f DEVICE,STATE device 2>/dev/null | grep -qE "^$NIC:(un[^m]|[^u])"; then
		MANAGER=networkmanager
	elif has wicked && [ -d $SYS ]; then
		MANAGER=wicked
	elif [ -e /run/systemd/netif/state ]; then
		MANAGER=networkd
	elif [ -x /etc/init.d/network ] && [ -d $SYS-scripts ]; then
		MANAGER=network-scripts
	elif has ifquery && [ -f /etc/network/interfaces ]; then
		MANAGER=ifupdown
	else
		die 40 "nothing known configures the network" "Give --manager"
	fi
}

# FILE LINE...
put() {
	file=$1
	if [ -f "$file" ] && ! grep -q "^$MARK" "$file"; then
		# Somebody else's, cloud-init's for one.
		grep -qiE "dhcp|$EIP" "$file" && return
		die 41 "$file configures neither DHCP nor $EIP" "Correct or remove it"
	fi
	shift
	(umask 077 && printf '%s\n' "$MARK" "$@" >"$file~")
	# systemd-networkd is not root.
	case $file in *.network | *.network.d/* | *.service) chmod 644 "$file~" ;; esac
	if cmp -s "$file~" "$file"; then rm "$file~"; else mv "$file~" "$file" && CHANGED=1; fi
}

# FILE LINE...
drop() { ! grep -qs "^$MARK" "$1" || rm "$1"; }

# put|drop
files() {
	# What the filters were before the first EIP came.
	case $1$MANAGER$(cat $CONF/all/rp_filter && sed -n 's/.*rp_filter://p' $STATE.sysctl) in
	putnone* | put*2* | put*0?0) ;;
	*) $1 /etc/sysctl.d/90-$NAME.conf "net/ipv4/conf/$NIC/rp_filter = 2" ;;
	esac
	case $MANAGER in
	netplan)
		# netplan names networkd's files after the IDs, and networkd uses the first file that matches a NIC: so this ID sorts
		# before that of cloud-init, and before one that matches by name, such as all-en of Debian.
		$1 /etc/netplan/90-$NAME.yaml network: '  version: 2' '  ethernets:' "    $NETPLAN_ID:" \
			"      match: {macaddress: \"$MAC\"}" "      set-name: $NIC" '      optional: true' '      dhcp4: false' \
			"      mtu: $MTU" '      addresses:' "$(each '      - $EIP/32')" \
			'      routes:' "$(each_of route '      - {to: $PREFIX, via: $GATEWAY, on-link: true, table: $TABLE}')" \
			'      routing-policy:' "$(each '      - {from: $EIP, table: $TABLE, priority: $TABLE}')"
		# netplan has no word for the other rules.
		extra=$(each_of further-rule '$(networkd_rule)')
		if [ $1 = put ] && [ "$extra" ]; then
			mkdir -p $DROP_IN
			put $DROP_IN/exposed-eip.conf "$extra"
		else
			drop $DROP_IN/exposed-eip.conf
			rmdir $DROP_IN 2>/dev/null || :
		fi
		;;
	networkmanager)
		$1 $NM/$NAME.nmconnection '[connection]' id=$NAME type=ethernet autoconnect-priority=999 \
			'[ethernet]' mac-address=$MAC mtu=$MTU '[ipv4]' method=manual "$(each 'address$N=$EIP/32')" \
			"$(each_of route 'route$N=$PREFIX,$GATEWAY
route${N}_options=onlink=true,table=$TABLE')" "$(each_of rule 'routing-rule$N=$RULE')" '[ipv6]' method=auto
		;;
	networkd)
		# The first file that matches is the one in use: 00 sorts before 10-cloud-init.
		$1 /etc/systemd/network/00-$NAME.network '[Match]' MACAddress=$MAC '[Link]' MTUBytes=$MTU RequiredForOnline=no \
			"$(each '[Network]
Address=$EIP/32')" "$(each_of route '[Route]
Destination=$PREFIX
Gateway=$GATEWAY
GatewayOnlink=yes
Table=$TABLE')" "$(each_of rule '$(networkd_rule)')"
		;;
	network-scripts)
		$1 $SYS-scripts/ifcfg-$NIC DEVICE=$NIC HWADDR=$MAC TYPE=Ethernet BOOTPROTO=none ONBOOT=yes MTU=$MTU \
			DEFROUTE=no NOZEROCONF=yes ARPCHECK=no "$(each 'IPADDR$((N - 1))=$EIP
PREFIX$((N - 1))=32')"
		$1 $SYS-scripts/route-$NIC "$(each_of route '$ROUTE')"
		$1 $SYS-scripts/rule-$NIC "$(each_of rule '$RULE')"
		;;
	wicked)
		$1 $SYS/ifcfg-$NIC STARTMODE=auto BOOTPROTO=static MTU=$MTU "$(each 'IPADDR_$N=$EIP/32')"
		$1 $SYS/ifroute-$NIC "$(each_of route '$item $GATEWAY - $NIC table $TABLE onlink')"
		$1 $SYS/ifrule-$NIC "$(each_of rule 'ipv4 $RULE')"
		;;
	ifupdown)
		# ifup runs this beside any other stanza for the same NIC, such as cloud-init's.
		[ $1 = drop ] || find_interfaces_file
		for file in $INTERFACES_D/$NAME $INTERFACES_D/$NAME.cfg; do
			[ $1$file = put$INTERFACES_FILE ] || drop $file
		done
		[ $1 = drop ] || $1 $INTERFACES_FILE "auto $NIC" "iface $NIC inet manual" "up ip link set dev $NIC mtu $MTU up" \
			"$(each_of route 'up ip -4 route replace $ROUTE')" "$(each_of rule 'up ip -4 rule add $RULE || :
down ip -4 rule del $RULE || :')" "up [ ! -f $BOOT ] || sh $BOOT || :" \
			"$(each 'up ip -4 addr show dev $NIC | grep -q inet.$EIP/ || ip -4 addr add $EIP/32 dev $NIC
down ip -4 addr del $EIP/32 dev $NIC || :')"
		;;
	esac
	# Earlier versions wrote a file for each EIP.
	for file in $(grep -rls "^$MARK [0-9]" /etc); do
		! grep -qiwE "$NIC|$MAC" $file || { rm $file && CHANGED=1; }
	done
}

# Sets INTERFACES_FILE to a name that ifupdown reads. Which names it reads is up to the source lines: ifquery knows.
find_interfaces_file() {
	for suffix in '' .cfg; do
		probe=$INTERFACES_D/exposed-eip-probe-$NIC$suffix
		mkdir -p $INTERFACES_D
		echo "iface exposed-eip-probe inet manual" >$probe
		ifquery exposed-eip-probe >/dev/null 2>&1 && INTERFACES_FILE=$INTERFACES_D/$NAME$suffix || INTERFACES_FILE=''
		rm $probe
		[ -z "$INTERFACES_FILE" ] || return 0
	done
	refuse "ifupdown does not read $INTERFACES_D" "Add 'source $INTERFACES_D/*' to ${INTERFACES_D%.d}"
}

# A plain 'netplan apply' could interrupt the primary NIC, so only the files of this NIC are handed over. Versions before
# used the name of the NIC as the ID, as cloud-init does.
netplan_generate() {
	copy_netplan
	netplan generate --root-dir $ROOT || :
	for id in $NIC $NETPLAN_ID; do
		file=run/systemd/network/10-netplan-$id.network
		rm -f /$file
		[ ! -f $ROOT/$file ] || { mkdir -p /${file%/*} && cp -p $ROOT/$file /$file; }
	done
	rm -r $ROOT
	grep -qsF "$(each 'Table=$TABLE')" /$file
}

# Before systemd 244, networkd cannot reload: it reads its files at the next boot.
read_again() { [ "$BY_HAND" ] || networkctl reload || :; }

# put|drop
reload() {
	! endangers_rules || BY_HAND=1
	case $1$MANAGER in
	putnetplan) netplan_generate && read_again ;;
	dropnetplan)
		netplan_generate || :
		read_again
		;;
	*networkd) read_again ;;
	putnetworkmanager)
		# In place where it can be, so that the other EIPs do not notice.
		nmcli connection load $NM/$NAME.nmconnection && {
			nmcli -t connection show --active | grep -q ^$NAME: && nmcli device reapply $NIC ||
				nmcli -w 30 connection up $NAME
		}
		;;
	dropnetworkmanager) nmcli connection reload ;;
	esac >/dev/null 2>&1
}

# PROBLEM REMEDY: without the EIP, if it was new.
refuse() {
	[ -z "$NEW" ] || {
		take_down
		restore_others
	}
	die 41 "$1" "$2"
}

# Prints what the manager uses for the NIC, as it would after a reboot; nothing where it cannot be asked.
configuration_in_use() {
	case $MANAGER in
	netplan | networkd) networkctl status $NIC | sed -n 's/^ *Network File: //p' ;;
	networkmanager) nmcli -t -f GENERAL.CONNECTION device show $NIC | sed 's/^[^:]*://' ;;
	ifupdown) ! ifquery $NIC | grep -qE "(table|lookup) $TABLE( |\$)" || echo $INTERFACES_FILE ;;
	esac 2>/dev/null || :
}

# networkd reads files while it runs since systemd 244; and it may not run at all.
reads_at_boot_only() {
	case $MANAGER in
	netplan | networkd) ! networkctl --help 2>/dev/null | grep -q '^ *reload' || [ -z "$(configuration_in_use)" ] ;;
	*) false ;;
	esac
}

# The EIP would be gone after the next boot if the manager preferred a file, or a profile, of somebody else.
check_manager() {
	case $MANAGER in
	netplan) own=/run/systemd/network/10-netplan-$NETPLAN_ID.network ;;
	networkd) own=/etc/systemd/network/00-$NAME.network ;;
	networkmanager) own=$NAME ;;
	ifupdown) own=$INTERFACES_FILE ;;
	*) return 0 ;;
	esac
	# What netplan writes now is what it writes at the next boot.
	[ "$CHANGED" ] || [ $MANAGER != netplan ] || netplan_generate || refuse "netplan writes no $own" "See 'netplan generate'"
	! reads_at_boot_only && [ -z "$BY_HAND" ] || return 0
	# Somebody may have activated another profile meanwhile.
	[ "$(configuration_in_use)" = $own ] || reload put || :
	[ -z "$BY_HAND" ] || return 0
	start_clock 5
	until
		used=$(configuration_in_use)
		[ "$used" = $own ]
	do
		tick || refuse "$MANAGER uses ${used:-nothing} for $NIC, not $own" \
			"Remove the first, or have it match other NICs only"
	done
}

# --- what others do to the packets ---

# Prints the rules of firewalls that drop or reject packets of certain addresses.
list_drops() {
	{
		# The hold space has the chain.
		nft list ruleset | sed -n '/^[[:space:]]*chain /{s/^[[:space:]]*chain \([^ ]*\).*/\1/;h;d;}
/drop\|reject/{/[0-9]\.[0-9]/{G;s/^[[:space:]]*\(.*\)\n\(.*\)/'\''\1'\'' of the nftables chain \2/p;};}'
		# Where iptables was not used yet, asking it would load its modules; on nftables, nft has its rules.
		if ! has nft || grep -q . /proc/net/ip_tables_names; then
			iptables -S | sed -n "/-j \(DROP\|REJECT\)/s/.*/'iptables &'/p"
		fi
	} 2>/dev/null
}

# ADDRESS: prints the first of DROPS that has to do with it.
drop_of() {
	echo "$DROPS" | while read -r rule; do
		for range in $(echo "$rule" | tr -c '0-9./\n' ' '); do
			covers $range $1 || continue
			echo "$rule"
			return
		done
	done
}

# SERVER: asks for the root's name servers. Only Python can do that everywhere.
dns_answers() {
	$PYTHON -c 'import socket, sys
asker = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
asker.settimeout(2)
query = bytearray([7, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1])
asker.sendto(query, (sys.argv[1], 53))
asker.recvfrom(512)' $1 2>/dev/null
}

# PATTERN ADDRESS [SOURCE]: finds the rule for packets from the source to the address that leads them away before the rules that
# fit the pattern have their turn, into BEFORE. Sets DEVICE to where they go, which is empty for nowhere.
find_rule_before() {
	DEVICE=$(ip -4 route get $2 ${3:+from $3} 2>/dev/null | sed -n '1s/.* dev \([^ ]*\).*/\1/p')
	leads='^(unreachable|prohibit|blackhole)'
	[ -z "$DEVICE" ] || leads=" dev $DEVICE( |\$)"
	BEFORE=$(rules_to "$@")
}

rules_to() {
	ip -4 rule | sed "/$1/,\$d" | while read -r priority selector; do
		case "$selector " in
		"from all lookup local "* | *fwmark* | *[io]if* | *"not "*) continue ;;
		esac
		source=${selector#from } source=${source%% *}
		[ "$source" = all ] || covers $source "${3:-0.0.0.0}" || continue
		case $selector in *" to "*)
			goal=${selector#* to }
			covers ${goal%% *} $2 || continue
			;;
		esac
		case $selector in
		*" lookup "*)
			table=${selector#* lookup }
			ip -4 route show table ${table%% *} match $2 2>/dev/null | grep -qE "$leads" || continue
			;;
		*) [ -z "$DEVICE" ] || continue ;;
		esac
		echo "$priority $selector"
		return
	done
}

# ADDRESS: prints the rule of a firewall, or of routing, that is a reason for its silence.
why_silent() {
	rule=$(drop_of $1)
	if [ "$rule" ]; then
		echo "a firewall drops its packets by the rule $rule"
		return
	fi
	find_rule_before 'from all lookup main' $1
	# Where the main table leads there too, the rule changes nothing.
	[ -z "$BEFORE" ] || ip -4 route show default | grep -q " dev ${DEVICE:--} " ||
		echo "its packets leave by ${DEVICE:-no NIC} because of the rule '$BEFORE'"
}

# The EIP works without DNS, so this is no failure of the run.
check_dns() {
	DROPS=$(list_drops)
	for server in $DNS; do
		if [ "$(drop_of $server)" ] || grep -qsE "^nameserver[[:space:]]+$server" /etc/resolv.conf /run/systemd/resolve/resolv.conf; then
			reason=$(why_silent $server)
			if [ "$PYTHON" ]; then ! dns_answers $server || continue; else [ "$reason" ] || continue; fi
			warn "Alibaba Cloud's DNS server $server does not answer${reason:+: $reason}" "Allow access to it"
		fi
	done
}

# An exit node or a VPN whose rule comes first takes what the EIP sends, and the cloud never sees it.
check_way() {
	ip -4 rule | grep -q "from $EIP lookup" || return 0
	# Without a target, any address of the Internet will do: nothing is sent to it.
	goal=$TARGET
	[ "$VERIFY" ] || goal=192.0.2.1
	find_rule_before "from $EIP lookup" $goal $EIP
	[ "$DEVICE" = "$NIC" ] || [ -z "$BEFORE" ] ||
		die 52 "what $EIP sends leaves by ${DEVICE:-no NIC}, not by $NIC, because of the rule '$BEFORE'" \
			"Give that rule a priority above 30000, or except $EIP from it"
}

# --- actions ---

# The kernel lets go of it when the run ends, however it ends.
lock() {
	exec 9</run
	start_clock
	until flock -n 9; do
		tick || die 13 "another run holds the lock of /run" "Wait for it"
	done
}

load_state() {
	read -r NIC MAC GATEWAY MANAGER TABLE OLD_MTU OLD_LINK OLD_ADDRESS SUPPRESS FWMARK PREFIXES <$STATE
	# Earlier versions wrote no more than the first eight, and had one rule.
	SUPPRESS=${SUPPRESS:--} FWMARK=${FWMARK:--} PREFIXES=${PREFIXES:--}
	NM=/etc/NetworkManager/system-connections NAME=exposed-eip-$NIC
	NETPLAN_ID=00-$NAME INTERFACES_D=/etc/network/interfaces.d
	DROP_IN=/etc/systemd/network/10-netplan-$NETPLAN_ID.network.d
}

save_state() {
	echo $NIC $MAC $GATEWAY $MANAGER $TABLE $OLD_MTU $OLD_LINK $OLD_ADDRESS $SUPPRESS $FWMARK $PREFIXES >$STATES~
	mv $STATES~ $STATE
}

# Brings the state up to date with what the machine routes and its kernel can do.
refresh_state() {
	[ $SUPPRESS = yes ] || ! can_suppress || SUPPRESS=yes
	PREFIXES=-
	[ $SUPPRESS = - ] || PREFIXES=$(captured)
	PREFIXES=${PREFIXES:--}
	save_state
	choose_mark
}

new_state() {
	[ $MANAGER != auto ] || detect_manager
	mkdir -p $STATES
	choose_number
	# The manager may change other settings of a NIC that it takes over.
	grep -rs . $CONF/$NIC /proc/sys/net/ipv6/conf/$NIC >$STATE.sysctl || :
	OLD_MTU=$(cat $SYSFS/$NIC/mtu) OLD_LINK=down OLD_ADDRESS=no
	! ip link show dev $NIC | grep -q '[<,]UP[,>]' || OLD_LINK=up
	! has_address || OLD_ADDRESS=yes
	# What was there before the first EIP of the NIC is what the last one restores.
	[ -z "$other" ] || {
		read -r _ _ _ _ _ OLD_MTU OLD_LINK _ <$other
		cp $other.sysctl $STATE.sysctl
	}
	TOUCHED=1 SUPPRESS=- FWMARK=- PREFIXES=-
	save_state
	NEW=1
	load_state
}

take_down() {
	ask_manager
	GONE=$STATE rest=put
	[ "$(states)" ] || rest=drop
	files $rest
	reload $rest || :
	# It may have another name by now, or be gone.
	NIC=$(nic_of_mac $MAC)
	restore_kernel
	keep_for_boot
	remove_mark
	rm $STATE $STATE.sysctl
	rmdir $STATES 2>/dev/null || :
	GONE=-
}

missing() {
	for lost in address rule route mark; do has_$lost || return 0; done
	return 1
}

up() {
	find_nic
	lock
	remember_others
	# One manager keeps all EIPs of a NIC.
	other=$(states | grep -vxF $STATE | head -n 1)
	[ -z "$other" ] || read -r _ _ _ MANAGER _ <$other
	found="$NIC $MAC $GATEWAY $MANAGER"
	if [ -f $STATE ]; then
		load_state
		case "$NIC $MAC $GATEWAY $MANAGER" in
		"${found%auto}"*) ;;
		*)
			# Another ENI, another name of it, or another manager.
			take_down
			set -- $found
			NIC=$1 MAC=$2 GATEWAY=$3 MANAGER=$4
			;;
		esac
	fi
	[ -f $STATE ] || new_state
	ask_manager
	refresh_state
	! missing || TOUCHED=1
	files put
	configure_kernel
	keep_for_boot
	if [ "$CHANGED" ]; then
		reload put || refuse "$MANAGER refuses its configuration $NAME" "See docs/guest.md"
		# networkd only starts its work when it has answered.
		[ "$BY_HAND" ] || {
			sleep 2
			add_rules
		}
	fi
	start_clock 9
	while missing; do
		tick || die 42 "something took the $lost of $EIP away" "Find what else configures $NIC"
	done
	check_manager
	check_others
	NEW=''
	check_way
	[ -z "$BY_HAND" ] || say "is configured by hand until the next boot: $MANAGER would remove rules of other software now. $(how_to_keep_rules)."
	report
}

down() {
	lock
	if [ -f $STATE ]; then
		load_state
		RULES=$(foreign_rules) ADDRESSES='' ROUTES=''
		take_down
		[ -z "$BY_HAND" ] || say "was taken down by hand, since $MANAGER would remove rules of other software when it reads its files"
		[ -z "$(vanished "$RULES" "$(foreign_rules)")" ] || {
			restore_others
			die 43 "$MANAGER removed rules of other software; they are added again" "$(how_to_keep_rules)"
		}
	fi
	say "is down"
}

report() { say "is up: nic=$NIC mac=$MAC gateway=$GATEWAY table=$TABLE manager=$MANAGER"; }

status() {
	[ -f $STATE ] || die 50 "$EIP is not up" "Run up"
	load_state
	NIC=$(nic_of_mac $MAC)
	# Routes that came since the last up count, too.
	[ $SUPPRESS = - ] || PREFIXES=$PREFIXES,$(captured)
	! missing || die 51 "the $lost of $EIP is missing" "Run up"
	check_way
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
	check_way
	[ "$VERIFY" ] || return 0
	start_clock
	until answers; do
		tick || die 61 "$VERIFY does not answer $EIP" "Check the association, security group and target"
	done
	say "gets answers from $VERIFY"
}

trap 'finish $?' 0
trap 'exit 130' HUP INT TERM
check_parameters
has ip && has flock || die 12 "ip or flock is missing" "Install iproute2 and util-linux"
# BusyBox's knows tables up to 1023 only.
ip -V 2>&1 | grep -q iproute2 || die 12 "ip is BusyBox's, which lacks most routing tables" "Install iproute2"
case $ACTION in
status | verify) ;;
up | down) [ "$(id -u)" = 0 ] || die 11 "this needs root" "Use sudo" ;;
*) die 10 "the action is not up, down, status or verify" "See docs/guest.md" ;;
esac
$ACTION
case $ACTION$VERIFY in up?*) verify ;; esac
case $ACTION in down) ;; *) check_dns ;; esac
