name = value  # finding
if [ -z "$name" ]; then
    name = "other"  # finding
fi
name=value
test = x
expr "$a" = "$b"
find . -name = -print
