[[ $name =~ "^a.*" ]]  # finding
if [[ $name =~ "[0-9]+" ]]; then echo number; fi  # finding
[[ $name =~ ^a.* ]]
[[ $name =~ "plain" ]]
[[ $name =~ $pattern ]]
[[ $name == "a*" ]]
