; Rules of the built-in review for Go. The conventions are those of python/review.scm; the samples
; are in tests/builtin/review/go.

; --- Correctness -----------------------------------------------------------------------------

((short_var_declaration
  left: (expression_list (_) . (identifier) @blank .)
  right: (expression_list . (call_expression function: (selector_expression) @function) .))
  @finding
  (#eq? @blank "_")
  (#match? @function "^(strconv\\.(Atoi|Parse[A-Z][a-z]+)|os\\.(Open|OpenFile|Create|ReadFile|Stat|ReadDir|Getwd)|io\\.(ReadAll|Copy)|json\\.(Marshal|MarshalIndent)|http\\.(Get|Post|NewRequest)|url\\.Parse|time\\.(Parse|ParseDuration|LoadLocation)|net\\.(Dial|Listen)|exec\\.LookPath|sql\\.Open|filepath\\.Abs)$")
  (#set! rule "ignored-error")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "The error of {function} is thrown away")
  (#set! detail "When it fails, the other value is zero or nil and the mistake shows up far from here.")
  (#set! detail "Take it as `err`, and return it with `fmt.Errorf(\"doing what: %w\", err)`."))

((expression_statement (call_expression function: (selector_expression) @function)) @finding
  (#match? @function "^(os\\.(Mkdir|MkdirAll|Rename|WriteFile|Chdir|Chmod)|json\\.Unmarshal|xml\\.Unmarshal|yaml\\.Unmarshal|http\\.ListenAndServe|http\\.ListenAndServeTLS|binary\\.(Read|Write)|io\\.Copy)$")
  (#set! rule "ignored-error")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "The error of {function} is not looked at")
  (#set! detail "When it fails, the program goes on as if it had worked. Write")
  (#set! detail "`if err := {function}(…); err != nil {{ return err }}`, or `_ = …` with the reason."))

((if_statement
  condition: (binary_expression
    left: (identifier) @error operator: "!=" right: (nil)) @finding
  consequence: (block) @body
  !alternative)
  (#match? @error "^(err|.*Err)$")
  (#match? @body "^\\{[[:space:]]*\\}$")
  (#set! rule "empty-error-branch")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "The error is checked and then forgotten")
  (#set! detail "Return it, log it, or say in a comment inside the braces why it does not matter."))

((for_statement body: (block (statement_list (defer_statement) @finding)))
  (#set! rule "defer-in-loop")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "defer waits for the function's end, not the loop's")
  (#set! detail "Every round adds one more open file or held lock until the function returns. Move the")
  (#set! detail "body into a function of its own, or close at the end of the round."))

; A loop that leaves the function in the same round defers once.
((for_statement body: (block (statement_list (defer_statement) @allowed (return_statement))))
  (#set! rule "defer-in-loop"))

((call_expression
  function: (selector_expression) @function
  arguments: (argument_list . (int_literal) @number .)) @finding
  (#match? @function "^time\\.(Sleep|After|NewTimer|NewTicker|Tick)$")
  (#not-eq? @number "0")
  (#match? @number "^[0-9_]{1,5}$")
  (#set! rule "bare-duration")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "This is {number} nanoseconds")
  (#set! detail "A bare number is a time.Duration in nanoseconds. Say the unit:")
  (#set! detail "`{function}({number} * time.Millisecond)`."))

([(function_declaration parameters: (parameter_list
    (parameter_declaration type: (qualified_type) @type) @finding))
  (method_declaration parameters: (parameter_list
    (parameter_declaration type: (qualified_type) @type) @finding))
  (func_literal parameters: (parameter_list
    (parameter_declaration type: (qualified_type) @type) @finding))]
  (#any-of? @type "sync.Mutex" "sync.RWMutex" "sync.WaitGroup" "sync.Once" "sync.Cond")
  (#set! rule "copied-lock")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "A {type} is copied into the function")
  (#set! detail "The copy is another lock, so it guards nothing. Take a pointer: `*{type}`."))

((go_statement (call_expression function: (func_literal body: (block (statement_list
  (expression_statement (call_expression
    function: (selector_expression
      operand: (identifier) @group field: (field_identifier) @method)
    arguments: (argument_list . (int_literal) .)) @finding))))))
  (#match? @group "^(wg|.*[wW]aitGroup)$")
  (#eq? @method "Add")
  (#set! rule "late-waitgroup-add")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "Wait may be through before this Add runs")
  (#set! detail "The goroutine starts at some later time. Call `{group}.Add(1)` in front of the `go`")
  (#set! detail "statement."))

([(binary_expression
    left: (call_expression function: (selector_expression field: (field_identifier) @method)
      arguments: (argument_list) @arguments)
    operator: ["==" "!="]
    right: [(interpreted_string_literal) (raw_string_literal)])
  (binary_expression
    left: [(interpreted_string_literal) (raw_string_literal)]
    operator: ["==" "!="]
    right: (call_expression function: (selector_expression field: (field_identifier) @method)
      arguments: (argument_list) @arguments))] @finding
  (#eq? @method "Error")
  (#eq? @arguments "()")
  (#set! rule "error-text-comparison")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "The text of an error is compared")
  (#set! detail "Texts change with versions and when someone wraps the error. Compare with `errors.Is`, or")
  (#set! detail "take the type out with `errors.As`."))

((statement_list
  [(return_statement) (break_statement) (continue_statement)]
  .
  [(expression_statement) (return_statement) (if_statement) (for_statement)
   (assignment_statement) (short_var_declaration) (inc_statement) (dec_statement)
   (expression_switch_statement) (defer_statement) (go_statement)] @finding)
  (#set! rule "unreachable-code")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "This can never run")
  (#set! detail "The statement before it always leaves the block. Remove what follows, or move it in")
  (#set! detail "front."))

((binary_expression
  left: (_) @left
  operator: _ @operator
  right: (_) @right) @finding
  (#any-of? @operator "&&" "||" "<" ">" "<=" ">=" "==" "-" "/" "%" "&" "|" "^")
  (#eq? @left @right)
  (#match? @left "^[A-Za-z_][A-Za-z0-9_.]*$")
  (#set! rule "same-operands")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "Both sides of {operator} are the same")
  (#set! detail "So the operator adds nothing, or its result is known beforehand. Most often the second")
  (#set! detail "one was copied and should name something else."))

((if_statement
  !initializer
  condition: (_) @condition
  alternative: (if_statement !initializer condition: (_) @finding))
  (#eq? @condition @finding)
  (#not-match? @condition "[A-Za-z0-9_][(]|<-")
  (#set! rule "repeated-condition")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "The same condition was asked above")
  (#set! detail "Whenever it holds, the branch above is taken, so this one never runs. Look for the name or")
  (#set! detail "the value that should differ, or delete the branch."))

((if_statement consequence: (block) @then alternative: (block) @else) @finding
  (#eq? @then @else)
  (#not-match? @then "^[{][[:space:]]*[}]$")
  (#set! rule "same-branches")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "Both branches do the same")
  (#set! detail "So the condition decides nothing. Either one branch was copied and not changed, or the if")
  (#set! detail "can go."))

((defer_statement (call_expression
  function: (selector_expression field: (field_identifier) @method)
  arguments: (argument_list) @arguments)) @finding
  (#any-of? @method "Lock" "RLock")
  (#eq? @arguments "()")
  (#set! rule "deferred-lock")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "The lock is taken when the function ends")
  (#set! detail "So it guards nothing, and whoever comes next waits for ever. Write `defer mu.Unlock()`."))

((statement_list
  (short_var_declaration
    left: (expression_list . (identifier) @value . (identifier) @error .))
  .
  (defer_statement (call_expression function: (selector_expression
    operand: [(identifier) @closed (selector_expression operand: (identifier) @closed)]))) @finding)
  (#eq? @error "err")
  (#eq? @value @closed)
  (#set! rule "defer-before-check")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "{value} may be nil here")
  (#set! detail "When err is set, the deferred call reaches through nil and panics at the function's end.")
  (#set! detail "Check err first, and defer after it."))

((statement_list
  (var_declaration (var_spec name: (identifier) @name type: (map_type) !value))
  .
  (assignment_statement left: (expression_list . (index_expression operand: (identifier) @map)))
    @finding)
  (#eq? @name @map)
  (#set! rule "nil-map")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "{name} is nil, and writing into it panics")
  (#set! detail "A map that was only declared can be read and not written. Make it:")
  (#set! detail "`{name} := make(map[K]V)`."))

((for_statement . body: (block (statement_list
  . (select_statement (default_case . "default" . ":" .)) .))) @finding
  (#set! rule "busy-loop")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "This loop spins while nothing comes")
  (#set! detail "With an empty default the select never waits, so one core is busy all the time. Take the")
  (#set! detail "default away."))

((expression_statement (call_expression function: (selector_expression) @function)) @finding
  (#match? @function "^(strings[.](TrimSpace|Trim|TrimLeft|TrimRight|TrimPrefix|TrimSuffix|ToLower|ToUpper|Replace|ReplaceAll|Join|Split)|fmt[.](Sprintf|Sprint|Sprintln|Errorf)|errors[.](New|Wrap|Wrapf)|sort[.]Reverse|slices[.](Clone|Compact|Delete|Insert))$")
  (#set! rule "unused-result")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "The result of {function} is thrown away")
  (#set! detail "The function changes nothing: it answers something new. Assign it, return it, or delete")
  (#set! detail "the call."))
((call_expression
  function: (selector_expression) @function
  arguments: (argument_list . [(identifier) (selector_expression)] @text .)) @finding
  (#match? @function "^(fmt[.](Printf|Sprintf|Errorf)|log[.](Printf|Fatalf|Panicf))$")
  (#not-match? @text "^([A-Z_]+|.*([fF]ormat|[fF]mt|[mM]sgf?|[tT]emplate|[tT]mpl))$")
  (#set! rule "format-string")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "A variable is used as format")
  (#set! detail "A `%` in it is taken for a verb, and `%!d(MISSING)` comes out. Write")
  (#set! detail "`{function}(\"%s\", {text})`, or the call without the f."))

((call_expression
  function: (selector_expression) @outer
  arguments: (argument_list . (call_expression function: (selector_expression) @inner) .)) @finding
  (#eq? @outer "errors.New")
  (#eq? @inner "fmt.Sprintf")
  (#set! rule "error-of-sprintf")
  (#set! severity "hint")
  (#set! category "maintainability")
  (#set! title "This is what fmt.Errorf does")
  (#set! detail "It is shorter, and with `%w` it keeps the error inside for errors.Is and errors.As."))

; --- Security --------------------------------------------------------------------------------

; Only where a value is put in: names of tables and lists of placeholders cannot be parameters.
((call_expression
  function: (selector_expression field: (field_identifier) @method)
  arguments: (argument_list
    [(binary_expression left: (interpreted_string_literal) operator: "+"
       right: [(identifier) (selector_expression) (call_expression) (index_expression)])
     (binary_expression
       left: (binary_expression left: (interpreted_string_literal) operator: "+")
       operator: "+")
     (call_expression function: (selector_expression)
       arguments: (argument_list . [(interpreted_string_literal) (raw_string_literal)]))]
     @finding))
  (#any-of? @method "Query" "QueryRow" "Exec" "QueryContext" "QueryRowContext" "ExecContext"
   "Prepare" "Raw")
  (#match? @finding "^(fmt[.]Sprintf[(])?[\"`][[:space:]]*(select|insert|update|delete|SELECT|INSERT|UPDATE|DELETE)[[:space:]]")
  (#match? @finding "([=<>(,]|like|LIKE)[[:space:]]*['\"%]*(%[svq]|[[:space:]]*[+])")
  (#not-match? @finding "([pP]laceholder|marks|[tT]able|[cC]olumn|[fF]ields)")
  (#set! rule "sql-from-strings")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "SQL is put together from strings")
  (#set! detail "A quote inside a value ends the literal, and what follows runs as SQL. Hand the values")
  (#set! detail "over as parameters: `{method}(\"… WHERE id = ?\", id)` (`$1` with PostgreSQL)."))

((keyed_element
  (literal_element (identifier) @key)
  (literal_element (true))) @finding
  (#eq? @key "InsecureSkipVerify")
  (#set! rule "unverified-tls")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "The server's certificate is not checked")
  (#set! detail "Anyone on the way can read and change what is sent. For a private authority put its")
  (#set! detail "certificate into `RootCAs`."))

((call_expression function: (selector_expression) @function) @finding
  (#match? @function "^(md5|sha1)[.](New|Sum)$")
  (#set! rule "weak-hash")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "{function} no longer protects anything")
  (#set! detail "Two texts with the same MD5 or SHA-1 can be made on a laptop. Use crypto/sha256, for")
  (#set! detail "passwords bcrypt or argon2; where a protocol asks for it, or it is only a checksum, say so."))

((call_expression
  function: (selector_expression) @function
  arguments: (argument_list
    [(interpreted_string_literal) @shell (raw_string_literal) @shell]
    . [(interpreted_string_literal) (raw_string_literal)] @flag
    . [(identifier) (selector_expression) (index_expression) (call_expression)
       (binary_expression)])) @finding
  (#any-of? @function "exec.Command" "exec.CommandContext")
  (#match? @shell "^[\"`](/bin/|/usr/bin/)?(ba|da|z)?sh[\"`]$")
  (#match? @flag "^[\"`]-[a-z]*c[\"`]$")
  (#set! rule "shell-command")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "A command put together at run time goes through the shell")
  (#set! detail "A file name such as `x; rm -rf ~` becomes a command. Name the tool and its arguments:")
  (#set! detail "`exec.Command(\"tool\", argument)`: no shell reads them."))

((call_expression
  function: (selector_expression) @function
  arguments: (argument_list . (_) . (int_literal) @mode .)) @finding
  (#eq? @function "os.Chmod")
  (#match? @mode "^0o?[0-7]?[0-7][0-7][2367]$")
  (#not-match? @mode "^0o?1[0-7][0-7][0-7]$")
  (#set! rule "world-writable")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "Every user of the machine may write to it")
  (#set! detail "So any of them can replace what your program reads or runs. Give the owner alone the")
  (#set! detail "right, 0o644 or 0o755; for several users make a group."))

; --- Maintainability ---------------------------------------------------------------------------

([(if_statement) (for_statement) (expression_switch_statement) (type_switch_statement)
  (select_statement)] @finding
  (#set! rule "deep-nesting")
  (#set! depth "5")
  (#set! severity "information")
  (#set! category "maintainability")
  (#set! title "Five levels deep")
  (#set! detail "Whoever reads this line must remember five conditions. Leave early (`return`,")
  (#set! detail "`continue`), or give the inner part a function of its own, whose name says what it does."))
([(function_declaration body: (_) @floor) (method_declaration body: (_) @floor)
  (func_literal body: (_) @floor)]
  (#set! rule "deep-nesting"))
((if_statement alternative: (if_statement) @allowed) (#set! rule "deep-nesting"))

; A way out is no level: nothing is in there to be read.
((if_statement
  consequence: (block (statement_list
    . [(break_statement) (continue_statement) (return_statement) (goto_statement)]))
  !alternative) @allowed
  (#set! rule "deep-nesting"))

([(function_declaration name: (_) @name) (method_declaration name: (_) @name)] @finding
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
