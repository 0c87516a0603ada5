sudo echo 1 > /proc/sys/net/ipv4/ip_forward  # finding
sudo cat part >> "/etc/hosts"  # finding
echo 1 | sudo tee /proc/sys/net/ipv4/ip_forward > /dev/null
sudo dmesg > log
sudo sh -c 'echo 1 > /etc/x'
echo 1 > /etc/x
