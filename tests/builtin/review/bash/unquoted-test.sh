[ -n $name ]  # finding
if [ ! -n $name ]; then echo none; fi  # finding
[ $name = root ]  # finding
[ $name != "$other" ] && echo other  # finding
[ -n "$name" ]
[ "$name" = root ]
[ $count = 0 ]
[ $# = none ]
[[ -n $name && $name = root ]]
[ x$name = xroot ]
[ $count -eq 1 ]
