folder="~/notes"  # finding
[ -f "~/.bashrc" ] && echo there  # finding
echo x > "~/log"  # finding
folder=~/notes
folder="$HOME/notes"
echo "~/notes is where they are"
text="~/notes and more"
