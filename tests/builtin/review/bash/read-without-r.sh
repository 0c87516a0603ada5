while read line; do echo "$line"; done < input  # finding
while IFS= read file_name; do echo "$file_name"; done  # finding
while IFS= read -r line; do echo "$line"; done
while read -ru 3 line; do echo "$line"; done
while read pid; do kill "$pid"; done
while read device folder rest; do echo "$folder"; done
read answer
