; Imports, and what they say of the whole file: a capture may be a trait.

(import_declaration) @import

; A file that imports a test framework is a test throughout.
((import_spec path: (interpreted_string_literal) @test)
 (#match? @test "^.(testing|net/http/httptest|github.com/stretchr/testify/(assert|require|suite|mock)).$"))
