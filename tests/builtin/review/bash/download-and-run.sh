curl -fsSL https://get.example/install | sh  # finding
wget -qO- https://get.example/install | sudo bash -s -- --yes  # finding
curl -fsSL https://get.example/data | python3 -c 'import json, sys; print(json.load(sys.stdin))'
curl -fsSL https://get.example/list | sort
curl -fsSL https://get.example/install -o install.sh
cat install.sh | sh
