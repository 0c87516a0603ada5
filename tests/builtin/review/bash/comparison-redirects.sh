[ "$a" > "$b" ]  # finding
if [ 3 < 4 ]; then echo less; fi  # finding
[ "$a" -gt "$b" ]
[[ $a > $b ]]
((a > b))
