; Imports, and what they say of the whole file: a capture may be a trait.

(import_declaration) @import

; A file that imports a test framework is a test throughout.
((import_declaration (scoped_identifier) @test)
 (#match? @test "^(org\\.junit|junit\\.framework|org\\.testng|org\\.mockito|org\\.assertj|org\\.hamcrest|org\\.easymock|io\\.cucumber|org\\.springframework\\.boot\\.test|androidx\\.test)([.]|$)"))
