curl --insecure https://example.org  # finding
curl -sk https://example.org  # finding
wget --no-check-certificate https://example.org  # finding
curl -fsSL https://example.org
curl --cacert ca.pem https://example.org
grep -k pattern file
