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
  (#set! hush "eqeqeq")
  (#set! severity "information")
  (#set! category "correctness")
  (#set! title "Loose equality converts its operands first")
  (#set! detail "`0 == \"\"`, `null == undefined` and `\"1\" == 1` are all true. Write `===` or `!==`, and")
  (#set! detail "convert by hand where you mean to; `== null` for null or undefined is fine."))

; Both sides are numbers for sure.
((binary_expression
  left: (member_expression property: (property_identifier) @property)
  right: [(number) (binary_expression)
    (member_expression property: (property_identifier) @property)]) @allowed
  (#eq? @property "length")
  (#set! rule "loose-equality"))

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
  operator: _ @operator
  right: (string (string_fragment) @name)) @finding
  (#any-of? @operator "==" "!=" "===" "!==")
  (#not-any-of? @name "undefined" "object" "boolean" "number" "bigint" "string" "symbol" "function"
   "unknown")
  (#set! rule "typeof-typo")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "typeof never answers {name}")
  (#set! detail "It gives one of undefined, object, boolean, number, bigint, string, symbol and function;")
  (#set! detail "an array and null are both object. Use `Array.isArray(value)` or `value === null`."))

; A name such as _error says that it is not wanted.
((catch_clause parameter: (identifier) @name) @allowed
  (#match? @name "^_")
  (#set! rule "empty-catch"))
((catch_clause body: (statement_block) @body) @finding
  (#match? @body "^\\{[[:space:]]*\\}") ; TypeScript's blocks hold the comment behind them
  (#set! rule "empty-catch")
  (#set! hush "no-empty")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "The error is swallowed without a trace")
  (#set! detail "When something else than you expect fails here, nobody will know. Handle it, log it, or")
  (#set! detail "say in a comment inside the braces why it does not matter."))

((if_statement
  condition: (parenthesized_expression . (assignment_expression) @finding .))
  (#set! rule "assignment-in-condition")
  (#set! hush "no-cond-assign")
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
  (#set! hush "no-unreachable")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "This can never run")
  (#set! detail "The statement before it always leaves the block. Remove what follows, or move it in")
  (#set! detail "front. After a bare `return` a value on the next line is not returned."))

((debugger_statement) @finding
  (#set! rule "debugger")
  (#set! hush "no-debugger")
  (#set! severity "warning")
  (#set! category "maintainability")
  (#set! title "A debugger statement was left behind")
  (#set! detail "It stops everyone whose developer tools are open. Remove it before you ship; a breakpoint")
  (#set! detail "set in the debugger does the same and is not committed."))

((binary_expression
  left: (_) @left
  operator: _ @operator
  right: (_) @right) @finding
  (#any-of? @operator "&&" "||" "??" "<" ">" "<=" ">=" "-" "/" "%" "&" "|" "^")
  (#eq? @left @right)
  (#match? @left "^[A-Za-z_$][A-Za-z0-9_$.]*$")
  (#set! rule "same-operands")
  (#set! hush "no-self-compare")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "Both sides of {operator} are the same")
  (#set! detail "So the operator adds nothing, or its result is known beforehand. Most often the second")
  (#set! detail "one was copied and should name something else."))

((assignment_expression left: (identifier) @left right: (identifier) @right) @finding
  (#eq? @left @right)
  (#set! rule "self-assignment")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "{left} is assigned to itself")
  (#set! detail "This does nothing. In a constructor write `this.{left} = {left}`; else one of the two names")
  (#set! detail "is the wrong one."))

((if_statement
  condition: (_) @condition
  alternative: (else_clause (if_statement condition: (_) @finding)))
  (#eq? @condition @finding)
  (#not-match? @condition "[A-Za-z0-9_$][(]|[+][+]|--|[^=!<>]=[^=]")
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
  (#not-match? @condition "[A-Za-z0-9_$][(]|[+][+]|--|[^=!<>]=[^=]")
  (#set! rule "repeated-condition")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "The same condition was asked above")
  (#set! detail "Whenever it holds, the branch above is taken, so this one never runs. Look for the name or")
  (#set! detail "the value that should differ, or delete the branch."))

((if_statement consequence: (_) @then alternative: (else_clause (_) @else)) @finding
  (#eq? @then @else)
  (#not-match? @then "^[{]?[[:space:]]*;?[[:space:]]*[}]?$")
  (#set! rule "same-branches")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "Both branches do the same")
  (#set! detail "So the condition decides nothing. Either one branch was copied and not changed, or the if")
  (#set! detail "can go."))

((binary_expression
  left: (unary_expression operator: "!")
  operator: ["in" "instanceof"] @operator) @finding
  (#set! rule "negation-precedence")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "! negates the left side alone")
  (#set! detail "It binds tighter than {operator}, so true or false is looked for. Write")
  (#set! detail "`!(a {operator} b)`."))

((new_expression
  constructor: (identifier) @class
  arguments: (arguments . [(arrow_function "async") (function_expression "async")] @finding))
  (#eq? @class "Promise")
  (#set! rule "async-executor")
  (#set! hush "no-async-promise-executor")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "Nobody catches what this function throws")
  (#set! detail "The promise that an async function answers is dropped here, so an error in it leaves yours")
  (#set! detail "waiting for ever. An async function is a promise already: call it without `new Promise`."))

; Who catches all of it has nothing to lose.
((new_expression
  arguments: (arguments . [
    (arrow_function body: (statement_block . (try_statement handler: (_)) .)) @allowed
    (function_expression body: (statement_block . (try_statement handler: (_)) .)) @allowed]))
  (#set! rule "async-executor"))

((throw_statement [(string) (template_string) (number)
  (binary_expression left: (string))] @finding)
  (#set! rule "thrown-text")
  (#set! hush "no-throw-literal")
  (#set! severity "information")
  (#set! category "correctness")
  (#set! title "A text is thrown, not an Error")
  (#set! detail "It has no stack, so nobody learns where it came from, and `error.message` is undefined for")
  (#set! detail "whoever catches it. Write `throw new Error(…)`."))

((call_expression
  function: (member_expression property: (property_identifier) @method)
  arguments: (arguments . (arrow_function
    body: (binary_expression operator: _ @operator) @finding) .))
  (#any-of? @operator ">" "<" ">=" "<=")
  (#eq? @method "sort")
  (#set! rule "boolean-comparator")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "sort wants a number, and this answers true or false")
  (#set! detail "False counts as 0, which says that both are equal, so the order comes out wrong. Write")
  (#set! detail "`a - b` for numbers, `a.localeCompare(b)` for texts."))

((call_expression
  function: (member_expression property: (property_identifier) @method)
  arguments: (arguments . (identifier) @function @finding .))
  (#eq? @method "map")
  (#eq? @function "parseInt")
  (#set! rule "map-parseint")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "map hands the position over as base")
  (#set! detail "`[\"10\", \"10\"].map(parseInt)` gives [10, NaN]. Write `.map(Number)`, or")
  (#set! detail "`.map((text) => parseInt(text, 10))`."))

((call_expression
  function: (member_expression object: [(new_expression constructor: (identifier) @class)
      (call_expression function: (identifier) @class)]
    property: (property_identifier) @method)
  arguments: (arguments . [(array) (object) (new_expression)] .)) @finding
  (#eq? @class "Array")
  (#eq? @method "fill")
  (#set! rule "shared-fill")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "All places hold the very same object")
  (#set! detail "fill evaluates its argument once, so a change of one row shows in all. Write")
  (#set! detail "`Array.from({{ length: n }}, () => …)`."))

((if_statement condition: (parenthesized_expression
  . (call_expression function: (member_expression property: (property_identifier) @method)) .)
  @finding)
  (#any-of? @method "indexOf" "lastIndexOf" "findIndex" "localeCompare")
  (#set! rule "index-as-truth")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "{method} answers a number, and 0 counts as false")
  (#set! detail "What is not there gives -1, which counts as true. Write `.includes(…)`, or compare with -1."))

((binary_expression
  left: (unary_expression operator: "typeof")
  operator: ["==" "!=" "===" "!=="]
  right: (undefined)) @finding
  (#set! rule "typeof-typo")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "typeof never answers undefined, but the text of that name")
  (#set! detail "So this is never equal. Write `typeof x === \"undefined\"`, or `x === undefined`."))
((binary_expression left: (unary_expression operator: "typeof") operator: ["==" "!="]) @allowed
  (#set! rule "loose-equality"))

((expression_statement (binary_expression operator: ["==" "===" "!=" "!==" "<" ">" "<=" ">="])
  @finding)
  (#set! rule "no-effect")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "The result of this comparison is thrown away")
  (#set! detail "A statement that only compares does nothing. An assignment is written `=`, a check wants")
  (#set! detail "an if."))
((expression_statement (binary_expression operator: ["==" "!="]) @allowed)
  (#set! rule "loose-equality"))

((expression_statement (call_expression
  function: (member_expression property: (property_identifier) @method)
  arguments: (arguments) @arguments) @finding)
  (#any-of? @method "trim" "trimStart" "trimEnd" "toUpperCase" "toLowerCase")
  (#eq? @arguments "()") ; a list of one's own may have a trim that trims
  (#set! rule "unused-result")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "The result of {method} is thrown away")
  (#set! detail "Strings do not change: the method answers a new one. Write")
  (#set! detail "`text = text.{method}()`."))

; --- Security --------------------------------------------------------------------------------

((call_expression function: (identifier) @function
  arguments: (arguments
    . [(identifier) (member_expression) (subscript_expression) (call_expression)
       (binary_expression) (template_string (template_substitution))])) @finding
  (#eq? @function "eval")
  (#set! rule "eval")
  (#set! hush "no-new-func") (#set! hush "no-eval") (#set! hush "no-implied-eval")
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
  (#set! hush "no-new-func") (#set! hush "no-eval") (#set! hush "no-implied-eval")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "new Function compiles text into code")
  (#set! detail "It is eval under another name: text from outside becomes code that runs. Use a plain")
  (#set! detail "function, and an object or a Map to choose one."))

((call_expression function: (identifier) @function
  arguments: (arguments . [(string) (template_string)] @text)) @finding
  (#any-of? @function "setTimeout" "setInterval")
  (#set! rule "eval")
  (#set! hush "no-new-func") (#set! hush "no-eval") (#set! hush "no-implied-eval")
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

((call_expression
  function: [(identifier) @function (member_expression property: (property_identifier) @function)]
  arguments: (arguments
    . [(template_string (template_substitution))
       (binary_expression left: (string) operator: "+")
       (binary_expression left: (binary_expression left: (string)) operator: "+")])) @finding
  (#any-of? @function "exec" "execSync")
  (#not-match? @finding "^[A-Za-z0-9_$.]*([rR]e|[rR]eg[eE]x[pP]?|[dD]b|[dD]atabase|[pP]attern)[.]exec")
  (#not-match? @finding "[(][`\"'][[:space:]]*(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|PRAGMA|select|insert|update|delete)[[:space:]]")
  (#set! rule "shell-command")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "A command put together at run time goes through the shell")
  (#set! detail "A file name such as `x; rm -rf ~` becomes a command. Use `execFile(\"tool\", [argument])`")
  (#set! detail "or `spawn`: no shell reads the arguments."))

((call_expression
  function: [(identifier) @function (member_expression property: (property_identifier) @function)]
  arguments: (arguments . (string (string_fragment) @name))) @finding
  (#eq? @function "createHash")
  (#match? @name "^([mM][dD][45]|[sS][hH][aA]-?1)$")
  (#set! rule "weak-hash")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "{name} no longer protects anything")
  (#set! detail "Two texts with the same {name} can be made on a laptop. Write `createHash(\"sha256\")`, for")
  (#set! detail "passwords `scrypt`; where a protocol asks for it, or it is only a checksum, say so."))

([(variable_declarator name: (identifier) @name value: (_) @value)
  (assignment_expression left: (_) @name right: (_) @value)] @finding
  (#match? @name "([pP]assw|[tT]oken|[sS]ecret|[nN]once|[sS]alt|[sS]essionI[dD]|csrf)")
  (#match? @value "^[^{]*Math[.]random[(]")
  (#set! rule "predictable-secret")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "Math.random can be foretold")
  (#set! detail "Who has seen some of its numbers knows the next. Use `crypto.randomUUID()` or")
  (#set! detail "`crypto.getRandomValues(…)`."))

((call_expression
  function: (member_expression object: (identifier) @object property: (property_identifier) @method)
  arguments: (arguments . [(identifier) (member_expression) (binary_expression)
    (template_string (template_substitution))])) @finding
  (#eq? @object "document")
  (#any-of? @method "write" "writeln")
  (#set! rule "inner-html")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "Text becomes markup through document.{method}")
  (#set! detail "A name such as `<img src=x onerror=…>` in it runs as script in your page. Make elements,")
  (#set! detail "and give them their text through `textContent`."))

((new_expression constructor: (identifier) @class
  arguments: (arguments . [(identifier) (member_expression) (number) (string) (call_expression)
    (binary_expression) (template_string) (array)] . (string)? .)) @finding
  (#eq? @class "Buffer")
  (#set! rule "new-buffer")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "new Buffer can show old memory")
  (#set! detail "With a number it answers bytes that something else has left there, and Node has given it")
  (#set! detail "up for that. Write `Buffer.from(…)` or `Buffer.alloc(size)`."))

; --- Maintainability ---------------------------------------------------------------------------

([(if_statement) (for_statement) (for_in_statement) (while_statement) (do_statement)
  (switch_statement) (try_statement)] @finding
  (#set! rule "deep-nesting")
  (#set! depth "5")
  (#set! severity "information")
  (#set! category "maintainability")
  (#set! title "Five levels deep")
  (#set! detail "Whoever reads this line must remember five conditions. Leave early (`if (!…) return`,")
  (#set! detail "`continue`), or give the inner part a function of its own, whose name says what it does."))
([(function_declaration body: (_) @floor) (function_expression body: (_) @floor)
  (generator_function_declaration body: (_) @floor) (generator_function body: (_) @floor)
  (arrow_function body: (statement_block) @floor) (method_definition body: (_) @floor)]
  (#set! rule "deep-nesting"))
((else_clause (if_statement) @allowed) (#set! rule "deep-nesting"))

; A way out is no level: nothing is in there to be read.
((if_statement
  consequence: [(break_statement) (continue_statement) (return_statement) (throw_statement)
    (statement_block
      . [(break_statement) (continue_statement) (return_statement) (throw_statement)])]
  !alternative) @allowed
  (#set! rule "deep-nesting"))

([(function_declaration name: (_) @name)
  (generator_function_declaration name: (_) @name)
  (method_definition name: (_) @name)
  (variable_declarator name: (identifier) @name value: [(arrow_function) (function_expression)])]
  @finding
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
