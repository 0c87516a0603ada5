; Traits of Rust.

; --- async
[
  "async"
  (await_expression)
] @async
([(identifier) (type_identifier)] @async
 (#any-of? @async "Mutex" "RwLock" "Condvar" "Barrier" "Arc" "AtomicBool" "AtomicUsize" "AtomicU64" "AtomicU32" "AtomicI64" "AtomicI32" "AtomicPtr" "mpsc" "JoinHandle" "JoinSet" "Future" "Pin" "tokio" "async_std" "crossbeam" "crossbeam_channel" "rayon" "futures"))
((scoped_identifier path: (identifier) @_path name: (identifier) @async)
 (#eq? @_path "thread")
 (#any-of? @async "spawn" "scope" "Builder" "park"))

; --- test: the attribute, and modules that are for tests
((attribute_item (attribute . [(identifier) (scoped_identifier)] @_name)) @test
 (#match? @_name "^((tokio|actix_rt|async_std|futures_test)::)?(test|rstest|bench|quickcheck|should_panic|test_case)$"))
((attribute_item (attribute . (identifier) @_name arguments: (token_tree) @_arguments)) @test
 (#eq? @_name "cfg")
 (#match? @_arguments "^\\([[:space:]]*(all[[:space:]]*\\([[:space:]]*)?test([^a-z_]|$)"))
((mod_item name: (identifier) @test)
 (#any-of? @test "tests" "test"))
((macro_invocation macro: (identifier) @test)
 (#any-of? @test "assert_eq" "assert_ne" "assert_matches" "proptest" "prop_assert" "prop_assert_eq"))

; --- frontend
((macro_invocation macro: (identifier) @frontend)
 (#any-of? @frontend "html" "rsx" "view"))
((identifier) @frontend
 (#any-of? @frontend "web_sys" "wasm_bindgen" "yew" "leptos" "dioxus"))

; --- security: names that speak of secrets, and doors that untrusted input must not reach
([
   (identifier)
   (field_identifier)
   (type_identifier)
   (shorthand_field_identifier)
 ] @security
 (#match? @security "([Pp]assw(or)?d|PASSWORD|[Pp]assphrase|[Ss]ecret|SECRET|[Cc]redential|[Cc]srf|CSRF|[Jj]wt|JWT|[Oo][Aa]uth|[Aa]uthori[sz]e|[Aa]uthenticat|(^|_)[Aa]uth(_|$)|[a-z]Auth([A-Z]|$)|^auth[A-Z]|[Cc]rypt|[Hh]mac|[Ss]aniti[sz]|([Aa]uth|[Aa]ccess|[Rr]efresh|[Ss]ession|[Bb]earer|[Rr]eset|[Vv]erify|[Ii]ssue|[Rr]evoke)_?[Tt]oken|[Pp]rivate_?[Kk]ey|[Aa]pi_?[Kk]ey|API_KEY)"))
(unsafe_block) @security
(function_item (function_modifiers "unsafe" @security))
(impl_item "unsafe" @security)
([(identifier) (type_identifier)] @security
 (#any-of? @security "Command" "transmute" "from_raw_parts" "from_raw_parts_mut" "from_utf8_unchecked" "get_unchecked" "danger_accept_invalid_certs" "danger_accept_invalid_hostnames" "Sha1" "Sha256" "Md5" "rustls" "openssl" "ring" "argon2" "bcrypt"))
((field_identifier) @security
 (#any-of? @security "danger_accept_invalid_certs" "danger_accept_invalid_hostnames" "get_unchecked" "get_unchecked_mut"))
((macro_invocation
   macro: (identifier) @_format
   (token_tree . [(string_literal) (raw_string_literal)] @security))
 (#any-of? @_format "format" "write" "writeln")
 (#match? @security "^[br#]*\"[[:space:]]*(SELECT|INSERT|UPDATE|DELETE|select|insert|update|delete)[[:space:]].*(FROM|INTO|SET|from|into|set)[[:space:]]"))

; --- sql: statements in strings
([(string_literal) (raw_string_literal)] @sql
 (#match? @sql "^[br#]*\"[[:space:]]*(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|select|insert|update|delete)[[:space:]].*(FROM|INTO|SET|TABLE|INDEX|from|into|set)[[:space:]]"))

; --- types: what the compiler computes with
[
  (type_parameters (type_parameter))
  (type_parameters (const_parameter))
  (where_clause)
  (higher_ranked_trait_bound)
  (associated_type)
] @types
