; Rules of the built-in review for C. The conventions are those of python/review.scm; the samples
; are in tests/builtin/review/c.

; --- Security --------------------------------------------------------------------------------

((call_expression function: (identifier) @function) @finding
  (#eq? @function "gets")
  (#set! rule "gets")
  (#set! severity "error")
  (#set! category "security")
  (#set! title "gets cannot know how large the buffer is")
  (#set! detail "Any line that is too long overwrites what lies behind it; C11 took the function out.")
  (#set! detail "Write `fgets(buffer, sizeof buffer, stdin)`."))

((call_expression
  function: (identifier) @function
  arguments: (argument_list . (_) . [(identifier) (field_expression) (subscript_expression)
                                     (call_expression) (pointer_expression)] @source .)) @finding
  (#any-of? @function "strcpy" "strcat")
  (#not-match? @source "^[A-Z_][A-Z0-9_]*$") ; a macro is a literal, more often than not
  (#set! rule "unsafe-copy")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "{function} copies without a limit")
  (#set! detail "When the source is longer than the room, it overwrites what lies behind it. Write")
  (#set! detail "`snprintf(to, size, \"%s\", from)` and compare its result with the size."))

((call_expression
  function: (identifier) @function
  arguments: (argument_list . (_) . (string_literal) @format)) @finding
  (#any-of? @function "sprintf" "vsprintf")
  (#match? @format "(^|[^%])(%%)*%[-+ #0-9]*s")
  (#set! rule "unsafe-copy")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "{function} writes a string without a limit")
  (#set! detail "`%s` takes as many bytes as the string has, whatever room there is. Write")
  (#set! detail "`snprintf(to, size, …)` and compare its result with the size."))

((call_expression
  function: (identifier) @function
  arguments: (argument_list . [(identifier) (field_expression) (subscript_expression)] @argument .))
  @finding
  (#eq? @function "printf")
  (#not-match? @argument "^[A-Z_][A-Z0-9_]*$")
  (#set! rule "format-string")
  (#set! severity "error")
  (#set! category "security")
  (#set! title "A variable is used as format")
  (#set! detail "A `%` in it reads the stack, and `%n` writes memory: whoever controls the text controls")
  (#set! detail "the program. Write `printf(\"%s\", {argument})`."))

((call_expression
  function: (identifier) @function
  arguments: (argument_list . (_)
    . [(identifier) (field_expression) (subscript_expression)] @argument .)) @finding
  (#any-of? @function "fprintf" "syslog" "dprintf")
  (#not-match? @argument "^[A-Z_][A-Z0-9_]*$")
  (#set! rule "format-string")
  (#set! severity "error")
  (#set! category "security")
  (#set! title "A variable is used as format")
  (#set! detail "A `%` in it reads the stack, and `%n` writes memory: whoever controls the text controls")
  (#set! detail "the program. Pass it as an argument of `\"%s\"`, or use `fputs`."))

((call_expression
  function: (identifier) @function
  arguments: (argument_list . (string_literal) @format)) @finding
  (#eq? @function "scanf")
  (#match? @format "(^|[^%])(%%)*%s")
  (#set! rule "unbounded-scanf")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "%s reads a word of any length")
  (#set! detail "A word longer than the buffer overwrites what lies behind it. Give the width, one less")
  (#set! detail "than the size (`\"%63s\"` for 64 bytes), or read a line with `fgets`."))

((call_expression
  function: (identifier) @function
  arguments: (argument_list . [(identifier) (field_expression) (subscript_expression)]
    @argument)) @finding
  (#any-of? @function "system" "popen")
  (#not-match? @argument "^([A-Z_][A-Z0-9_]*|NULL)$")
  (#set! rule "shell-command")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "A command put together at run time goes through the shell")
  (#set! detail "A file name such as `x; rm -rf ~` becomes a command. Use `posix_spawn` or `execvp` with")
  (#set! detail "an array of arguments: no shell reads them."))

((call_expression function: (identifier) @function) @finding
  (#any-of? @function "tmpnam" "tempnam" "mktemp")
  (#set! rule "temporary-name")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "Between the name and the file someone else can come first")
  (#set! detail "Another process may make a link of that name before you open it. Use `mkstemp`, which")
  (#set! detail "makes and opens the file in one step."))

; --- Correctness -----------------------------------------------------------------------------

((if_statement condition: (parenthesized_expression . (assignment_expression operator: "=")
  @finding .))
  (#set! rule "assignment-in-condition")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "This assigns, where a comparison is usual")
  (#set! detail "If you mean to compare, write `==`. If you mean to assign, put it on a line of its own,")
  (#set! detail "or in a second pair of parentheses, which compilers take as your word for it."))

((while_statement condition: (parenthesized_expression
  . (assignment_expression operator: "=" right: (number_literal)) @finding .))
  (#set! rule "assignment-in-condition")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "This assigns a constant, so the condition never changes")
  (#set! detail "So the loop either never ends or never begins. A comparison is written `==`."))

([(binary_expression left: (string_literal) operator: ["==" "!="])
  (binary_expression operator: ["==" "!="] right: (string_literal))] @finding
  (#set! rule "string-comparison")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "Addresses are compared, not texts")
  (#set! detail "A literal's address is its own, so equal texts come out different. Write")
  (#set! detail "`strcmp(a, b) == 0`."))

((assignment_expression
  left: (_) @target
  right: (call_expression
    function: (identifier) @function
    arguments: (argument_list . (_) @source))) @finding
  (#eq? @function "realloc")
  (#eq? @target @source)
  (#set! rule "realloc-leak")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "When realloc fails, the old block is lost")
  (#set! detail "It returns NULL and keeps the old memory, whose only pointer is overwritten here. Put the")
  (#set! detail "result into another variable, check it, and then assign {target}."))

((if_statement consequence: (expression_statement) @finding !alternative)
  (#eq? @finding ";")
  (#set! rule "stray-semicolon")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "This semicolon is all that the if does")
  (#set! detail "The block after it runs in any case. Remove the semicolon."))

((compound_statement
  [(return_statement) (break_statement) (continue_statement) (goto_statement)]
  .
  [(expression_statement) (return_statement) (if_statement) (for_statement) (while_statement)
   (do_statement) (switch_statement)] @finding)
  (#set! rule "unreachable-code")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "This can never run")
  (#set! detail "The statement before it always leaves the block. Remove what follows, or move it in")
  (#set! detail "front; often braces are missing around the two."))
