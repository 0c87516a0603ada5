; Imports, and what they say of the whole file: a capture may be a trait.

[
  (import_statement)
  (import_from_statement)
  (future_import_statement)
] @import

; A file that imports a test framework is a test throughout.
([
   (import_statement name: (dotted_name) @test)
   (import_from_statement module_name: (dotted_name) @test)
 ]
 (#match? @test "^(pytest|unittest|hypothesis|nose)([.]|$)"))
