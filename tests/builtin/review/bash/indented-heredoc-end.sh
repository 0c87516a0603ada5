cat <<EOF
text finding below
    EOF

cat <<-EOF
	text
	EOF
cat <<EOF
text
  more
EOF
