; Traits of C++.

; --- async
[
  (co_await_expression)
  (co_yield_statement)
  (co_return_statement)
] @async
([
   (identifier)
   (type_identifier)
 ] @async
 (#match? @async "^(pthread_|thrd_|mtx_|cnd_|atomic_|sem_(init|wait|post)|epoll_|io_uring_|uv_|omp_)"))
([
   (identifier)
   (type_identifier)
 ] @async
 (#any-of? @async "thread" "jthread" "mutex" "shared_mutex" "recursive_mutex" "timed_mutex" "atomic" "atomic_flag" "condition_variable" "condition_variable_any" "lock_guard" "unique_lock" "scoped_lock" "shared_lock" "promise" "packaged_task" "shared_future" "counting_semaphore" "binary_semaphore" "latch" "barrier" "call_once" "once_flag" "stop_token" "io_context" "co_spawn" "QThread" "QMutex" "QtConcurrent"))
((qualified_identifier
   scope: (namespace_identifier) @_std
   name: [(identifier) @async (template_function name: (identifier) @async)
          (template_type name: (type_identifier) @async)])
 (#eq? @_std "std")
 (#any-of? @async "async" "future"))
((call_expression function: (identifier) @async)
 (#any-of? @async "fork" "vfork" "signal" "sigaction" "poll" "select"))

; --- test
((function_definition
   declarator: (function_declarator declarator: (identifier) @test))
 (#match? @test "^(TEST|TEST_F|TEST_P|TYPED_TEST|TYPED_TEST_P|BOOST_[A-Z_]*TEST_[A-Z_]+|TEST_CASE|SCENARIO)$"))
((identifier) @test
 (#match? @test "^((EXPECT|ASSERT)_(EQ|NE|LT|LE|GT|GE|TRUE|FALSE|THROW|NO_THROW|ANY_THROW|STREQ|STRNE|NEAR|THAT|DEATH|FLOAT_EQ|DOUBLE_EQ)|TEST_CASE|SECTION|REQUIRE(_THROWS[A-Z_]*|_FALSE|_THAT|_NOTHROW)?|CHECK_(EQ|NE|THROWS[A-Z_]*)|BOOST_(CHECK|REQUIRE|TEST)[A-Z_]*|QCOMPARE|QVERIFY|CPPUNIT_[A-Z_]+|EXPECT_CALL|ON_CALL)$"))

; --- security: names that speak of secrets, and doors that untrusted input must not reach
([
   (identifier)
   (field_identifier)
   (type_identifier)
   (namespace_identifier)
 ] @security
 (#match? @security "([Pp]assw(or)?d|PASSWORD|[Pp]assphrase|[Ss]ecret|SECRET|[Cc]redential|[Oo][Aa]uth|[Aa]uthori[sz]e|[Aa]uthenticat|(^|_)[Aa]uth(_|$)|[a-z]Auth([A-Z]|$)|^auth[A-Z]|[Cc]rypt|[Hh]mac|HMAC|[Ss]aniti[sz]|([Aa]uth|[Aa]ccess|[Rr]efresh|[Ss]ession|[Bb]earer|[Vv]erify|[Ii]ssue|[Rr]evoke)_?[Tt]oken|[Pp]rivate_?[Kk]ey|[Aa]pi_?[Kk]ey|API_KEY)"))
((identifier) @security
 (#match? @security "^(EVP|SSL|RAND|RSA|X509|SHA[0-9]+|MD5)_"))
((call_expression function: [(identifier) @security (qualified_identifier name: (identifier) @security)])
 (#any-of? @security "strcpy" "strcat" "sprintf" "vsprintf" "gets" "scanf" "sscanf" "system" "popen" "execl" "execlp" "execle" "execv" "execvp" "execve" "alloca" "setuid" "setgid" "seteuid" "chmod" "chown" "mktemp" "tmpnam" "getenv" "dlopen"))
((type_identifier) @security
 (#any-of? @security "QCryptographicHash" "QSslSocket" "QSslConfiguration"))
((binary_expression left: (string_literal) @security operator: "+")
 (#match? @security "^.[[:space:]]*(SELECT|INSERT|UPDATE|DELETE|select|insert|update|delete)[[:space:]].*(FROM|INTO|SET|from|into|set)[[:space:]]"))

; --- sql: statements in strings
([(string_literal) (raw_string_literal)] @sql
 (#match? @sql "^R?\"[A-Za-z]*\\(?[[:space:]]*(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|select|insert|update|delete)[[:space:]].*(FROM|INTO|SET|TABLE|INDEX|from|into|set)[[:space:]]"))

; --- types: what the compiler computes with
[
  (template_declaration)
  (concept_definition)
  (requires_clause)
  (requires_expression)
  (fold_expression)
  (decltype)
] @types
([(identifier) (type_identifier)] @types
 (#match? @types "^(enable_if|conditional|void_t|is_same|is_base_of|invoke_result|decay|integral_constant|conjunction|disjunction)(_t|_v)?$"))
