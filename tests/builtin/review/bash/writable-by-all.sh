chmod 777 folder  # finding
chmod -R a+w folder  # finding
chmod 0666 file  # finding
chmod o+w file  # finding
chmod 755 folder
chmod u+w file
chmod +x tool
chmod 1777 /tmp/shared
chmod go-w file
