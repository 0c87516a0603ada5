for file in $(ls *.txt); do echo "$file"; done  # finding
for file in `find . -name '*.txt'`; do echo "$file"; done  # finding
for file in *.txt; do echo "$file"; done
for word in $(cat words); do echo "$word"; done
find . -name '*.txt' | while IFS= read -r file; do echo "$file"; done
