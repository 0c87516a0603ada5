; Rules of the built-in review that JavaScript, TypeScript and TSX share. The conventions are
; those of python/review.scm; the samples are in tests/builtin/review/ecmascript and are played in
; all three languages.

; --- Correctness -----------------------------------------------------------------------------

((binary_expression left: (_) @left operator: ["==" "!="] @operator right: (_) @right) @finding
  (#not-any-of? @left "null" "undefined")
  (#not-any-of? @right "null" "undefined")
  (#not-match? @left "^typeof[ (]")
  (#not-match? @right "^typeof[ (]")
  (#set! rule "loose-equality")
  (#set! severity "information")
  (#set! category "correctness")
  (#set! title "Loose equality converts its operands first")
  (#set! detail "`0 == \"\"`, `null == undefined` and `\"1\" == 1` are all true. Write `===` or `!==`, and")
  (#set! detail "convert by hand where you mean to; `== null` for null or undefined is fine."))

([(binary_expression left: [(identifier) (member_expression)] @nan
    operator: ["==" "!=" "===" "!=="])
  (binary_expression operator: ["==" "!=" "===" "!=="]
    right: [(identifier) (member_expression)] @nan)] @finding
  (#any-of? @nan "NaN" "Number.NaN")
  (#set! rule "nan-comparison")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "Nothing is equal to NaN, not even NaN")
  (#set! detail "So this comparison always gives the same answer. Ask `Number.isNaN(value)`."))

([(binary_expression left: [(identifier) (member_expression)] @nan operator: ["==" "!="])
  (binary_expression operator: ["==" "!="] right: [(identifier) (member_expression)] @nan)]
  @allowed
  (#any-of? @nan "NaN" "Number.NaN")
  (#set! rule "loose-equality"))

((binary_expression
  left: (unary_expression operator: "typeof")
  operator: ["==" "!=" "===" "!=="]
  right: (string (string_fragment) @name)) @finding
  (#not-any-of? @name "undefined" "object" "boolean" "number" "bigint" "string" "symbol" "function"
   "unknown")
  (#set! rule "typeof-typo")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "typeof never answers {name}")
  (#set! detail "It gives one of undefined, object, boolean, number, bigint, string, symbol and function;")
  (#set! detail "an array and null are both object. Use `Array.isArray(value)` or `value === null`."))

((catch_clause body: (statement_block) @body) @finding
  (#match? @body "^\\{[[:space:]]*\\}") ; TypeScript's blocks hold the comment behind them
  (#set! rule "empty-catch")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "The error is swallowed without a trace")
  (#set! detail "When something else than you expect fails here, nobody will know. Handle it, log it, or")
  (#set! detail "say in a comment inside the braces why it does not matter."))

((if_statement
  condition: (parenthesized_expression . (assignment_expression) @finding .))
  (#set! rule "assignment-in-condition")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "This assigns, where a comparison is usual")
  (#set! detail "If you mean to compare, write `===`. If you mean to assign, put it on a line of its own,")
  (#set! detail "or in a second pair of parentheses."))

((call_expression
  function: (member_expression property: (property_identifier) @method @finding)
  arguments: (arguments . [(arrow_function "async") (function_expression "async")]))
  (#eq? @method "forEach")
  (#set! rule "async-foreach")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "forEach does not wait for an async function")
  (#set! detail "It drops the promises: the code after it runs too early, and a rejection is never caught.")
  (#set! detail "Write `for (const item of items) { await … }`, or `await Promise.all(items.map(…))`."))

((finally_clause body: (statement_block (return_statement) @finding))
  (#set! rule "return-in-finally")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "return in finally drops the error that is under way")
  (#set! detail "It also replaces the value that try or catch returned. Let finally only clean up, and")
  (#set! detail "return after the whole statement."))

((statement_block
  [(return_statement) (throw_statement) (break_statement) (continue_statement)]
  .
  [(expression_statement) (return_statement) (throw_statement) (if_statement) (for_statement)
   (for_in_statement) (while_statement) (do_statement) (switch_statement) (try_statement)]
  @finding)
  (#set! rule "unreachable-code")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "This can never run")
  (#set! detail "The statement before it always leaves the block. Remove what follows, or move it in")
  (#set! detail "front. After a bare `return` a value on the next line is not returned."))

((debugger_statement) @finding
  (#set! rule "debugger")
  (#set! severity "warning")
  (#set! category "maintainability")
  (#set! title "A debugger statement was left behind")
  (#set! detail "It stops everyone whose developer tools are open. Remove it before you ship; a breakpoint")
  (#set! detail "set in the debugger does the same and is not committed."))

; --- Security --------------------------------------------------------------------------------

((call_expression function: (identifier) @function
  arguments: (arguments
    . [(identifier) (member_expression) (subscript_expression) (call_expression)
       (binary_expression) (template_string (template_substitution))])) @finding
  (#eq? @function "eval")
  (#set! rule "eval")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "eval runs whatever text it is given")
  (#set! detail "If any of that text comes from outside, so does the code that runs. For data use")
  (#set! detail "`JSON.parse`; to choose a function use an object or a Map."))

((new_expression constructor: (identifier) @function
  arguments: (arguments [(identifier) (member_expression) (call_expression) (binary_expression)
    (template_string (template_substitution))])) @finding
  (#eq? @function "Function")
  (#set! rule "eval")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "new Function compiles text into code")
  (#set! detail "It is eval under another name: text from outside becomes code that runs. Use a plain")
  (#set! detail "function, and an object or a Map to choose one."))

((call_expression function: (identifier) @function
  arguments: (arguments . [(string) (template_string)] @text)) @finding
  (#any-of? @function "setTimeout" "setInterval")
  (#set! rule "eval")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "{function} with text is eval")
  (#set! detail "The text is compiled in the global scope each time. Pass a function:")
  (#set! detail "`{function}(() => …, delay)`."))

((assignment_expression
  left: (member_expression property: (property_identifier) @property)
  right: [(identifier) (member_expression) (subscript_expression) (binary_expression)
          (template_string (template_substitution))]) @finding
  (#any-of? @property "innerHTML" "outerHTML")
  (#set! rule "inner-html")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "Text becomes markup through {property}")
  (#set! detail "A name such as `<img src=x onerror=…>` in it runs as script in your page. Use")
  (#set! detail "`textContent` for text, or clean the markup first (DOMPurify, `setHTML`)."))

; Moving markup that the page has already is no new hole.
((assignment_expression
  left: (member_expression property: (property_identifier) @property)
  right: (member_expression property: (property_identifier) @from)) @allowed
  (#any-of? @property "innerHTML" "outerHTML")
  (#any-of? @from "innerHTML" "outerHTML")
  (#set! rule "inner-html"))

; Only where a value is put in: names of tables and lists of placeholders cannot be parameters.
((call_expression
  function: (member_expression property: (property_identifier) @method)
  arguments: (arguments
    . [(template_string (template_substitution))
       (binary_expression left: (string) operator: "+"
         right: [(identifier) (member_expression) (call_expression) (subscript_expression)])
       (binary_expression left: (binary_expression left: (string) operator: "+") operator: "+")]
       @finding))
  (#any-of? @method "query" "execute" "raw" "exec")
  (#match? @finding "^[`\"'][[:space:]]*(select|insert|update|delete|SELECT|INSERT|UPDATE|DELETE)[[:space:]]")
  (#match? @finding "([=<>(,]|like|LIKE)[[:space:]]*['\"%]*([$][{]|[[:space:]]*[+])")
  (#not-match? @finding "([pP]laceholder|marks|[tT]able|[cC]olumn|[fF]ields)")
  (#set! rule "sql-from-strings")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "SQL is put together from strings")
  (#set! detail "A quote inside a value ends the literal, and what follows runs as SQL. Hand the values")
  (#set! detail "over as parameters: `{method}(\"… WHERE id = ?\", [id])` (`$1` with PostgreSQL)."))

((pair key: (property_identifier) @key value: (false)) @finding
  (#eq? @key "rejectUnauthorized")
  (#set! rule "unverified-tls")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "The server's certificate is not checked")
  (#set! detail "Anyone on the way can read and change what is sent. For a private authority pass its")
  (#set! detail "certificate instead: `ca: fs.readFileSync(path)`."))
