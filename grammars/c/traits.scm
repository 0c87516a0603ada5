; Traits of C.

; --- async
([
   (identifier)
   (type_identifier)
 ] @async
 (#match? @async "^(pthread_|thrd_|mtx_|cnd_|atomic_|sem_(init|wait|post)|epoll_|io_uring_|uv_)"))
((call_expression function: (identifier) @async)
 (#any-of? @async "fork" "vfork" "signal" "sigaction" "poll" "select"))
((type_qualifier) @async
 (#eq? @async "_Atomic"))

; --- test
((function_definition
   declarator: (function_declarator declarator: (identifier) @test))
 (#match? @test "(^test_|_test$|^suite_)"))
((identifier) @test
 (#match? @test "^(TEST|TEST_F|TEST_CASE|START_TEST|RUN_TEST|ck_assert.*|TEST_ASSERT.*|CU_ASSERT.*|cmocka_.*|assert_(int|string|memory|ptr|null|non_null|true|false)[a-z_]*)$"))

; --- security: names that speak of secrets, and doors that untrusted input must not reach
([
   (identifier)
   (field_identifier)
   (type_identifier)
 ] @security
 (#match? @security "([Pp]assw(or)?d|PASSWORD|[Pp]assphrase|[Ss]ecret|SECRET|[Cc]redential|[Oo][Aa]uth|[Aa]uthori[sz]e|[Aa]uthenticat|(^|_)[Aa]uth(_|$)|[a-z]Auth([A-Z]|$)|^auth[A-Z]|[Cc]rypt|[Hh]mac|HMAC|[Ss]aniti[sz]|([Aa]uth|[Aa]ccess|[Rr]efresh|[Ss]ession|[Bb]earer|[Vv]erify|[Ii]ssue|[Rr]evoke)_?[Tt]oken|[Pp]rivate_?[Kk]ey|[Aa]pi_?[Kk]ey|API_KEY)"))
((identifier) @security
 (#match? @security "^(EVP|SSL|RAND|RSA|X509|SHA[0-9]+|MD5)_"))
((call_expression function: (identifier) @security)
 (#any-of? @security "strcpy" "strcat" "sprintf" "vsprintf" "gets" "scanf" "sscanf" "system" "popen" "execl" "execlp" "execle" "execv" "execvp" "execve" "alloca" "setuid" "setgid" "seteuid" "chmod" "chown" "mktemp" "tmpnam" "getenv" "dlopen"))

; --- sql: statements in strings
((string_literal) @sql
 (#match? @sql "^.[[:space:]]*(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|select|insert|update|delete)[[:space:]].*(FROM|INTO|SET|TABLE|INDEX|from|into|set)[[:space:]]"))
