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
