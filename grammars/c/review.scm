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
  arguments: (argument_list
    . (identifier) @target
    . [(identifier) (field_expression) (subscript_expression) (call_expression)
       (pointer_expression)] @source .)) @finding
  (#any-of? @function "strcpy" "strcat")
  (#not-match? @source "^[A-Z_][A-Z0-9_]*$") ; a macro is a literal, more often than not
  (#set! rule "unsafe-copy")
  ; Into an array, or where a caller's pointer goes; not into what was made to measure.
  (#set! needs "char {target}[")
  (#set! needs "char *{target},")
  (#set! needs "char *{target})")
  (#set! unless "strlen({source})")
  (#set! unless "char {source}[")
  (#set! unless "strcpy({source}, {target})")
  (#set! unless "> sizeof({target})") (#set! unless ">= sizeof({target})")
  (#set! unless "< sizeof({target})") (#set! unless "<= sizeof({target})")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "{function} copies without a limit")
  (#set! detail "When the source is longer than the room, it overwrites what lies behind it. Write")
  (#set! detail "`snprintf(to, size, \"%s\", from)` and compare its result with the size."))

((call_expression
  function: (identifier) @function
  arguments: (argument_list . (field_expression) @target . (identifier) @source .)) @finding
  (#any-of? @function "strcpy" "strcat")
  (#set! rule "unsafe-copy")
  ; What a caller hands in, of any length.
  (#set! needs "char *{source},") (#set! needs "char *{source})")
  (#set! unless "strlen({source})") (#set! unless "len({source})")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "{function} copies without a limit")
  (#set! detail "When the source is longer than the room, it overwrites what lies behind it. Write")
  (#set! detail "`snprintf(to, size, \"%s\", from)` and compare its result with the size."))

((call_expression
  function: (identifier) @function
  arguments: (argument_list . (_) @target . (string_literal) @format)) @finding
  (#any-of? @function "sprintf" "vsprintf")
  (#match? @format "(^|[^%])(%%)*%[-+ #0-9]*s")
  (#set! rule "unsafe-copy")
  (#set! unless "strlen(")
  (#set! unless "{target} = malloc(") (#set! unless "{target} = xmalloc(")
  (#set! unless "{target} = nmalloc(") (#set! unless "{target} = calloc(")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "{function} writes a string without a limit")
  (#set! detail "`%s` takes as many bytes as the string has, whatever room there is. Write")
  (#set! detail "`snprintf(to, size, …)` and compare its result with the size."))
((function_definition) @floor (#set! rule "unsafe-copy"))

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
  (#set! rule "shell-command")
  (#set! needs "printf({argument},")
  (#set! needs "printf(&{argument},")
  (#set! needs "strcat({argument},")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "A command put together at run time goes through the shell")
  (#set! detail "A file name such as `x; rm -rf ~` becomes a command. Use `posix_spawn` or `execvp` with")
  (#set! detail "an array of arguments: no shell reads them."))
((function_definition) @floor (#set! rule "shell-command"))

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
  (#set! unless "= {target};") ; somebody holds the old one
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "When realloc fails, the old block is lost")
  (#set! detail "It returns NULL and keeps the old memory, whose only pointer is overwritten here. Put the")
  (#set! detail "result into another variable, check it, and then assign {target}."))
((function_definition) @floor (#set! rule "realloc-leak"))

; Nothing is lost where the program ends.
((compound_statement
  (expression_statement (assignment_expression) @allowed)
  . (expression_statement (call_expression function: (identifier) @check)))
  (#match? @check "(assert|ASSERT)$")
  (#set! rule "realloc-leak"))
((compound_statement
  (expression_statement (assignment_expression) @allowed)
  . (if_statement consequence: (_) @then))
  (#match? @then "(die|abort|exit|fatal|exhausted|oom|out_of_memory|panic|error)[a-zA-Z_]* ?[(]")
  (#set! rule "realloc-leak"))

; On a line of its own it is meant.
((if_statement consequence: (expression_statement) @finding !alternative) @if
  (#eq? @finding ";")
  (#match? @if "[)];$")
  (#set! rule "stray-semicolon")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "This semicolon is all that the if does")
  (#set! detail "The block after it runs in any case. Remove the semicolon."))

((compound_statement
  [(for_statement body: (expression_statement) @finding)
   (while_statement body: (expression_statement) @finding)] @loop
  . (compound_statement))
  (#eq? @finding ";")
  (#match? @loop "[)];$")
  (#set! rule "stray-semicolon")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "This semicolon is all that the loop does")
  (#set! detail "The block after it runs once, when the loop is through. Remove the semicolon."))

((expression_statement (binary_expression operator: _ @operator) @finding)
  (#any-of? @operator "==" "<" ">" "<=" ">=")
  (#set! rule "no-effect")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "The result of this comparison is thrown away")
  (#set! detail "A statement that only compares does nothing. An assignment is written `=`; a check wants an")
  (#set! detail "if or an assert."))

((compound_statement
  [(return_statement) (break_statement) (continue_statement) (goto_statement)]
  .
  [(expression_statement) (return_statement) (if_statement) (for_statement) (while_statement)
   (do_statement) (switch_statement)] @finding)
  (#not-match? @finding "[\\\\][[:space:]]*\n") ; a macro
  (#set! rule "unreachable-code")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "This can never run")
  (#set! detail "The statement before it always leaves the block. Remove what follows, or move it in")
  (#set! detail "front; often braces are missing around the two."))

; A macro may begin with `case`.
((switch_statement body: (compound_statement (expression_statement (call_expression)) @allowed))
  (#set! rule "unreachable-code"))

; Only operators and names: what a call or an increment answers may change.
((binary_expression
  left: (_) @left
  operator: _ @operator
  right: (_) @right) @finding
  (#any-of? @operator "&&" "||" "<" ">" "<=" ">=" "-" "/" "%" "&" "|" "^")
  (#eq? @left @right)
  (#match? @left "^[A-Za-z_][A-Za-z0-9_.>-]*(\\[[A-Za-z0-9_]+\\][A-Za-z0-9_.>-]*)*$")
  (#not-match? @left "^[A-Z_0-9]+$|--|[zZ]ero$")
  (#set! rule "same-operands")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "Both sides of {operator} are the same")
  (#set! detail "So the operator adds nothing, or its result is known beforehand. Most often the second")
  (#set! detail "one was copied and should name something else."))

((if_statement
  condition: (_) @condition
  alternative: (else_clause (if_statement condition: (_) @finding)))
  (#eq? @condition @finding)
  (#not-match? @condition "[A-Za-z0-9_][(]|[+][+]|--|[^=!<>]=[^=]")
  (#set! rule "repeated-condition")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "The same condition was asked above")
  (#set! detail "Whenever it holds, the branch above is taken, so this one never runs. Look for the name or")
  (#set! detail "the value that should differ, or delete the branch."))
((if_statement
  condition: (_) @condition
  alternative: (else_clause (if_statement
    alternative: (else_clause (if_statement condition: (_) @finding)))))
  (#eq? @condition @finding)
  (#not-match? @condition "[A-Za-z0-9_][(]|[+][+]|--|[^=!<>]=[^=]")
  (#set! rule "repeated-condition")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "The same condition was asked above")
  (#set! detail "Whenever it holds, the branch above is taken, so this one never runs. Look for the name or")
  (#set! detail "the value that should differ, or delete the branch."))

((if_statement
  condition: (_) @condition
  consequence: (_) @then
  alternative: (else_clause (_) @else)) @finding
  (#eq? @then @else)
  (#not-match? @condition "[A-Za-z0-9_)] ?[(]") ; a call may do something itself
  (#not-match? @then "^[{]?[[:space:]]*;?[[:space:]]*[}]?$")
  (#set! rule "same-branches")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "Both branches do the same")
  (#set! detail "So the condition decides nothing. Either one branch was copied and not changed, or the if")
  (#set! detail "can go."))

; Where the left side is a truth value too, it is a logical and without a shortcut.
((binary_expression
  left: (_) @left
  operator: ["&" "|" "^"] @operator
  right: (binary_expression operator: ["==" "!=" "<" ">" "<=" ">="] @comparison)) @finding
  (#not-match? @left "^[(]?[!]|[=!<>]=|[<>]")
  (#set! rule "mask-precedence")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "{comparison} binds tighter than {operator}")
  (#set! detail "`a & b == c` means `a & (b == c)`. Put the mask into parentheses: `(a & b) == c`."))

((binary_expression
  left: (unary_expression operator: "!" argument: [(identifier) (field_expression)
    (call_expression) (subscript_expression)]) @left
  operator: _ @operator
  right: (_) @right) @finding
  (#any-of? @operator "==" "!=" "<" ">" "<=" ">=" "&")
  (#not-match? @right "^[!]|[=!<>]=|^(true|false|TRUE|FALSE|[01])$")
  (#set! rule "negation-precedence")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "! negates the left side alone")
  (#set! detail "It binds tighter than {operator}, so 0 or 1 is compared. Write `!(a {operator} b)`, or")
  (#set! detail "`(!a) {operator} b` where that is what you mean."))

((init_declarator
  declarator: (pointer_declarator declarator: (identifier) @name)
  value: [(call_expression function: (identifier) @function
      arguments: (argument_list (sizeof_expression
        value: (parenthesized_expression (identifier) @size)) @finding))
    (call_expression function: (identifier) @function
      arguments: (argument_list (binary_expression (sizeof_expression
        value: (parenthesized_expression (identifier) @size)) @finding)))])
  (#match? @function "alloc")
  (#eq? @name @size)
  (#set! rule "sizeof-pointer")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "This is the size of the pointer")
  (#set! detail "Not of what it points to, so the room is mostly too small. Write `sizeof *{name}`."))

((call_expression
  function: (identifier) @function
  arguments: (argument_list . (_) . (_) @value . (number_literal) @finding .))
  (#eq? @function "memset")
  (#eq? @finding "0")
  (#not-eq? @value "0")
  (#set! rule "empty-memset")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "This memset sets no byte")
  (#set! detail "The last argument is the number of bytes. Swap the last two: `memset(to, 0, {value})`."))

((call_expression
  function: (identifier) @function
  arguments: (argument_list . (call_expression
    function: (identifier) @length arguments: (argument_list . (_) .)) .)) @finding
  (#any-of? @function "malloc" "xmalloc" "alloca")
  (#eq? @length "strlen")
  (#set! rule "no-room-for-nul")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "There is no room for the closing zero")
  (#set! detail "strlen does not count it, so a copy of the string writes one byte too far. Write")
  (#set! detail "`malloc(strlen(s) + 1)`, or `strdup(s)`."))

((call_expression
  function: (identifier) @function
  arguments: (argument_list . (_) . (_) @source . (call_expression
    function: (identifier) @length arguments: (argument_list . (_) @measured .)) .)) @finding
  (#any-of? @function "strncpy" "strncat")
  (#eq? @length "strlen")
  (#eq? @source @measured)
  (#set! rule "bound-of-source")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "The limit is the length of the source")
  (#set! detail "So it limits nothing: what counts is the room at the target. Write")
  (#set! detail "`snprintf(to, size, \"%s\", from)`, or memcpy where the room was checked before."))

([(binary_expression
    left: (call_expression function: (identifier) @function)
    operator: ["==" "!="]
    right: (number_literal) @number)
  (binary_expression
    left: (call_expression function: (identifier) @function)
    operator: ["==" "!="]
    right: (unary_expression (number_literal)) @number)] @finding
  (#any-of? @function "strcmp" "strncmp" "strcasecmp" "strncasecmp" "memcmp" "strcoll")
  (#not-eq? @number "0")
  (#set! rule "comparison-result")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "{function} answers more than -1, 0 and 1")
  (#set! detail "Only the sign of its result means something, and C libraries differ in the rest. Compare")
  (#set! detail "with 0: `{function}(…) < 0`."))

((declaration
  type: (_) @type
  declarator: (init_declarator
    declarator: (identifier) @name
    value: (call_expression function: (identifier) @function))) @finding
  (#match? @type "^(unsigned |signed )?char$")
  (#any-of? @function "getchar" "fgetc" "getc" "getc_unlocked" "getwchar")
  (#set! rule "eof-in-char")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "EOF does not fit into a char")
  (#set! detail "{function} answers an int: a byte or EOF. In a char either EOF is never seen, or the byte")
  (#set! detail "0xFF is taken for it. Write `int {name}`."))

((while_statement condition: (parenthesized_expression
  . (unary_expression operator: "!" argument: (call_expression function: (identifier) @function)) .)
  @finding)
  (#eq? @function "feof")
  (#set! rule "feof-loop")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "feof is true only after a read has failed")
  (#set! detail "So the last round works with nothing new, and a read error loops for ever. Let the read")
  (#set! detail "decide: `while (fgets(line, sizeof line, file))`."))

; Who leaves by the read's own result may ask feof as well.
((while_statement
  condition: (parenthesized_expression) @allowed
  body: (compound_statement (if_statement
    consequence: [(break_statement) (return_statement) (goto_statement)
      (compound_statement [(break_statement) (return_statement) (goto_statement)])])))
  (#set! rule "feof-loop"))

((function_definition body: (compound_statement
  (declaration . type: (_)
    declarator: [(array_declarator declarator: (identifier) @name)
      (init_declarator declarator: (array_declarator declarator: (identifier) @name))])
  (return_statement (identifier) @returned) @finding))
  (#eq? @name @returned)
  (#set! rule "returned-local")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "{name} is gone when the function returns")
  (#set! detail "The caller gets the address of memory that the next call overwrites. Take the buffer and")
  (#set! detail "its size as parameters, or allocate it."))
((function_definition body: (compound_statement
  (declaration . type: (_)
    declarator: [(identifier) @name (init_declarator declarator: (identifier) @name)])
  (return_statement (pointer_expression operator: "&" argument: (identifier) @returned)) @finding))
  (#eq? @name @returned)
  (#set! rule "returned-local")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "{name} is gone when the function returns")
  (#set! detail "The caller gets the address of memory that the next call overwrites. Return the value, or")
  (#set! detail "take the place for it as a parameter."))

; Names of tables, and lists of placeholders, cannot be parameters.
((call_expression
  function: (identifier) @function
  arguments: (argument_list [(string_literal) (concatenated_string)] @text)) @finding
  (#match? @function "^(v?(s|sn|as)printf|sqlite3_(v|sn)?m?printf|g_strdup_printf|xasprintf)$")
  (#match? @text "^\"[[:space:]]*(select|insert|update|delete|SELECT|INSERT|UPDATE|DELETE)[[:space:]]")
  (#match? @text "([=<>(,]|like|LIKE)[[:space:]]*(\"[^\"]*\")?['%]*%s")
  (#set! rule "sql-from-strings")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "SQL is put together from strings")
  (#set! detail "A quote inside a value ends the literal, and what follows runs as SQL. Prepare the")
  (#set! detail "statement with `?` in place of the values, and bind them (`sqlite3_bind_text`)."))

((call_expression function: (identifier) @function) @finding
  (#match? @function "^(CC_|EVP_)?(MD4|MD5|SHA1|md5|sha1)(_Init|_Init_ex)?$")
  (#not-match? @function "^(md5|sha1)$")
  (#set! rule "weak-hash")
  ; Not in the function that offers the hash to others.
  (#set! unless "md5") (#set! unless "md4") (#set! unless "sha1") (#set! unless "void MD4_Init(")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "{function} no longer protects anything")
  (#set! detail "Two texts with the same MD5 or SHA-1 can be made at will. Use SHA-256, for passwords")
  (#set! detail "argon2 or scrypt; where a protocol asks for it, or it is only a checksum, say so."))
((function_definition) @floor (#set! rule "weak-hash"))

((call_expression
  function: (identifier) @function
  arguments: (argument_list . (_) . (number_literal) @mode)) @finding
  (#any-of? @function "chmod" "fchmod")
  (#match? @mode "^0[0-7]?[0-7][0-7][2367]$")
  (#set! rule "world-writable")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "Every user of the machine may write to it")
  (#set! detail "So any of them can replace what your program reads or runs. Give the owner alone the")
  (#set! detail "right, 0644 or 0755; for several users make a group."))

((assignment_expression
  left: (_) @name
  right: [(call_expression function: (identifier) @function)
    (binary_expression left: (call_expression function: (identifier) @function))])
  @finding
  (#any-of? @function "rand" "random" "drand48" "lrand48")
  (#match? @name "([pP]assw|[tT]oken|[sS]ecret|[nN]once|[sS]alt|session_?id)")
  (#set! rule "predictable-secret")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "{function} can be foretold")
  (#set! detail "Who has seen a few of its numbers, or guesses the seed, knows the next. Take the bytes from")
  (#set! detail "`getrandom` or `arc4random_buf`."))

; --- Maintainability ---------------------------------------------------------------------------

([(if_statement) (for_statement) (while_statement) (do_statement) (switch_statement)] @finding
  (#set! rule "deep-nesting")
  (#set! depth "5")
  (#set! severity "information")
  (#set! category "maintainability")
  (#set! title "Five levels deep")
  (#set! detail "Whoever reads this line must remember five conditions. Leave early (`if (!…) return`,")
  (#set! detail "`continue`), or give the inner part a function of its own, whose name says what it does."))
((function_definition body: (_) @floor) (#set! rule "deep-nesting"))
((else_clause (if_statement) @allowed) (#set! rule "deep-nesting"))

; A way out is no level: nothing is in there to be read.
((if_statement
  consequence: [(break_statement) (continue_statement) (return_statement) (goto_statement)
    (compound_statement
      . [(break_statement) (continue_statement) (return_statement) (goto_statement)])]
  !alternative) @allowed
  (#set! rule "deep-nesting"))

((function_definition
  declarator: [(function_declarator declarator: (identifier) @name)
    (pointer_declarator declarator: (function_declarator declarator: (identifier) @name))]) @finding
  (#not-match? @name "^[A-Z0-9_]+$") ; a macro, and not the name
  (#set! rule "long-function")
  (#set! lines "100")
  (#set! severity "information")
  (#set! category "maintainability")
  (#set! title "{name} is longer than 100 lines")
  (#set! detail "It no longer fits a screen, so nobody sees all of it at once, and its parts cannot be")
  (#set! detail "tested alone. Look for stretches with a comment above them: each is a function."))

; One remark over several lines, each with the word, is one.
((comment) @before . (comment) @allowed
  (#match? @before "^(//|/[*])[[:space:]*!]*X[X]X ")
  (#match? @allowed "^(//|/[*])[[:space:]*!]*X[X]X ")
  (#set! rule "todo"))
((comment) @finding
  (#match? @finding "^(//|/[*])[[:space:]*!]*(@?TO[D]O|FIX[M]E|X[X]X|HACK)([^A-Za-z0-9_]|$)")
  (#set! rule "todo")
  (#set! severity "hint")
  (#set! category "maintainability")
  (#set! title "Work that was left")
  (#set! detail "A note in the code is seen by those who come by, and by nobody else. Do it, put it where")
  (#set! detail "work is planned and name that here, or delete it when it no longer matters."))
