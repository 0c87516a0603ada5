; Imports, and what they say of the whole file: a capture may be a trait.

(preproc_include) @import

; A file that imports a test framework is a test throughout.
((preproc_include path: (_) @test)
 (#match? @test "[<\"/](cmocka|check|unity|munit|criterion|greatest|CUnit|Basic)[.]h.$"))
