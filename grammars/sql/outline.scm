; What a script needs to have there, and what the whole file is: a capture may be a trait.

(create_extension) @import

(program) @sql

; A file that plans pgTAP's tests is a test throughout.
((program (statement (select (select_expression
   (term value: (invocation (object_reference name: (identifier) @test)))))))
 (#any-of? @test "plan" "no_plan" "finish" "runtests"))
