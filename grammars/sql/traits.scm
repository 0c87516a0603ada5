; Traits of SQL. That the file is SQL says outline.scm.

; --- test: pgTAP
((invocation (object_reference name: (identifier) @test))
 (#any-of? @test "has_table" "has_column" "has_function" "has_view" "has_index" "results_eq"
   "results_ne" "is_empty" "throws_ok" "lives_ok" "col_type_is" "col_is_pk" "fk_ok"))

; --- security: names that speak of secrets, who may do what, and what runs with other rights
((identifier) @security
 (#match? @security "([Pp]assw(or)?d|PASSWORD|[Pp]assphrase|[Ss]ecret|SECRET|[Cc]redential|[Oo][Aa]uth|[Aa]uthori[sz]|[Aa]uthenticat|(^|_)[Aa]uth(_|$)|[Cc]rypt|[Hh]mac|([Aa]uth|[Aa]ccess|[Rr]efresh|[Ss]ession|[Bb]earer|[Rr]eset|[Vv]erify)_?[Tt]oken|[Pp]rivate_?[Kk]ey|[Aa]pi_?[Kk]ey|API_KEY)"))
[(create_role) (alter_role) (drop_role) (function_security)] @security
((invocation (object_reference name: (identifier) @security))
 (#any-of? @security "md5" "sha1" "sha256" "digest" "hmac" "crypt" "gen_salt" "pgp_sym_encrypt"
   "pgp_sym_decrypt" "MD5" "SHA1" "SHA2" "AES_ENCRYPT" "AES_DECRYPT"))
