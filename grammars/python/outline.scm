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

; A file that tools read their settings from.
((module (expression_statement (call function: [(identifier) @config
   (attribute attribute: (identifier) @config)])))
 (#eq? @config "setup"))
((module (expression_statement (assignment left: (identifier) @config)))
 (#any-of? @config "INSTALLED_APPS" "MIDDLEWARE" "DATABASES" "ROOT_URLCONF"))
