; What a script reads in, and what the whole file is: a capture may be a trait.

((command name: (command_name (word) @_name) argument: (_)) @import
 (#any-of? @_name "." "source"))

(program) @script

; A file that reads in shUnit2 or bats' helpers is a test throughout.
((command name: (command_name (word) @_name) argument: (_) @test)
 (#any-of? @_name "." "source" "load")
 (#match? @test "(shunit2|bats-(support|assert|file)|test_helper)"))
