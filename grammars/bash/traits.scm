; Traits of shell scripts. That the file is a script says outline.scm.

; --- async: what runs beside the script
((command name: (command_name (word) @async))
 (#any-of? @async "wait" "coproc" "parallel" "nohup" "flock"))
(_ "&" @async)

; --- test: shUnit2, bats, and functions of that name
((function_definition name: (word) @test)
 (#match? @test "^(test(_|[A-Z])|setUp$|tearDown$|oneTimeSetUp$|oneTimeTearDown$|setup$|teardown$|setup_file$)"))
((command name: (command_name (word) @test))
 (#match? @test "^(@test|assert(Equals|NotEquals|True|False|Null|NotNull|Same)?|assert_(success|failure|output|line|equal)|fail|test_expect_success|test_expect_failure)$"))

; --- security: names that speak of secrets, and doors that untrusted input must not reach
((variable_name) @security
 (#match? @security "([Pp]assw(or)?d|PASSW(OR)?D|[Pp]assphrase|PASSPHRASE|[Ss]ecret|SECRET|[Cc]redential|CREDENTIAL|[Oo][Aa]uth|OAUTH|(^|_)([Aa]uth|AUTH)(_|$)|[Cc]rypt|CRYPT|([Aa]uth|[Aa]ccess|[Rr]efresh|[Ss]ession|[Bb]earer|AUTH|ACCESS|API|GITHUB|GH|DEPLOY)_?([Tt]oken|TOKEN)|[Pp]rivate_?[Kk]ey|PRIVATE_KEY|[Aa]pi_?[Kk]ey|API_KEY)"))
((command name: (command_name (word) @security))
 (#any-of? @security "eval" "sudo" "su" "doas" "openssl" "gpg" "gpg2" "ssh-keygen" "chmod" "chown"
   "setfacl" "passwd" "chpasswd" "useradd" "usermod" "visudo" "iptables" "nft" "ufw" "htpasswd"
   "certbot" "kinit"))
((pipeline
   (command name: (command_name (word) @security))
   (command name: (command_name (word) @_shell)))
 (#any-of? @security "curl" "wget")
 (#any-of? @_shell "sh" "bash" "sudo" "zsh" "dash" "python" "python3"))

; --- sql: statements in strings and here documents
([(string) (raw_string) (heredoc_body)] @sql
 (#match? @sql "(^|['\"[:space:]])(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|select|insert|update|delete)[[:space:]].*(FROM|INTO|SET|TABLE|INDEX|from|into|set)[[:space:]]"))
