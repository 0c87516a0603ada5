; Imports, and what they say of the whole file: a capture may be a trait.

[
  (use_declaration)
  (extern_crate_declaration)
  (mod_item !body)
] @import

; A file that imports a test framework is a test throughout.
((source_file (use_declaration argument: (_) @test))
 (#match? @test "^(::)?(proptest|quickcheck|quickcheck_macros|rstest|test_case|criterion|assert_cmd|wiremock|mockall|trybuild|insta)(::|$)"))
