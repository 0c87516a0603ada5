list=/tmp/list.$$  # finding
sort words > "/tmp/sorted.$$"  # finding
uniq words >> /var/tmp/words-$$.txt  # finding
list=$(mktemp)
echo "$$" > /run/tool.pid
log=/var/log/tool.$$
folder=/tmp/private/$$
