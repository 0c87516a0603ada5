; What the built-in explanation knows of JavaScript, TypeScript and TSX alike. The conventions are
; those of python/facts.scm.

; --- Statements and how to say them ------------------------------------------------------------

(program (_) @statement)
(statement_block (_) @statement)
(switch_case body: (_) @statement)
(switch_default body: (_) @statement)
(export_statement declaration: (_) @statement)
(if_statement consequence: [(return_statement) (throw_statement) (expression_statement)
  (break_statement) (continue_statement) (for_statement) (for_in_statement) (while_statement)
  (if_statement)] @statement)
(else_clause [(return_statement) (throw_statement) (expression_statement)
  (break_statement) (continue_statement) (for_statement) (for_in_statement) (while_statement)]
  @statement)
(for_statement body: [(expression_statement) (if_statement) (for_statement)] @statement)
(for_in_statement body: [(expression_statement) (if_statement) (for_in_statement)] @statement)
(while_statement body: [(expression_statement) (if_statement)] @statement)
[(else_clause) (catch_clause) (finally_clause)] @arm
[(switch_case) (switch_default)] @statement

((if_statement condition: (parenthesized_expression (_) @condition)) @step
  (#set! say "if {condition}"))
((else_clause) @step (#set! say "otherwise"))
((else_clause (if_statement condition: (parenthesized_expression (_) @condition))) @step
  (#set! say "otherwise, if {condition}"))
((for_in_statement left: (_) @item operator: "of" right: (_) @items) @step
  (#set! say "for each {item} of {items}"))
((for_in_statement left: (_) @item operator: "in" right: (_) @items) @step
  (#set! say "for each key {item} in {items}"))
((for_statement) @step (#set! say "loops"))
((for_statement condition: (_) @condition) @step (#set! say "loops while {condition}"))
((while_statement condition: (parenthesized_expression (_) @condition)) @step
  (#set! say "while {condition}"))
((do_statement condition: (parenthesized_expression (_) @condition)) @step
  (#set! say "repeats, at least once, while {condition}"))
((switch_statement value: (parenthesized_expression (_) @value)) @step
  (#set! say "depending on {value}"))
((switch_case value: (_) @value) @step (#set! say "case {value}"))
((switch_default) @step (#set! say "in all other cases"))
((try_statement) @step (#set! say "tries"))
((catch_clause) @step (#set! say "on any error"))
((catch_clause parameter: (_) @error) @step (#set! say "on any error, as {error}"))
((finally_clause) @step (#set! say "in any case, at the end"))
((return_statement) @step (#set! say "returns"))
((return_statement (_) @value) @step (#set! say "returns {value}"))
((throw_statement (_) @value) @step (#set! say "throws {value}"))
((break_statement) @step (#set! say "leaves the loop or switch"))
((continue_statement) @step (#set! say "goes on with the next round"))
((expression_statement (call_expression) @call_text) @step (#set! say "calls {call_text}"))
((expression_statement (await_expression (call_expression) @call_text)) @step
  (#set! say "awaits {call_text}"))
((expression_statement (yield_expression) @value) @step (#set! say "hands out {value}"))
((expression_statement (assignment_expression left: (_) @target right: (_) @value)) @step
  (#set! say "sets {target} to {value}"))
((expression_statement
  [(augmented_assignment_expression) (update_expression)] @update) @step
  (#set! say "updates {update}"))
((lexical_declaration) @names @step (#set! say "declares {names}"))
((lexical_declaration . _ . (variable_declarator name: (_) @target value: (_) @value) .) @step
  (#set! say "sets {target} to {value}"))
((lexical_declaration . _ . (variable_declarator name: (_) @target
  value: [(arrow_function) (function_expression)]) .) @step
  (#set! say "defines the function {target}"))
((variable_declaration) @names @step (#set! say "declares {names}"))
((function_declaration name: (_) @name) @step (#set! say "defines the function {name}"))
((generator_function_declaration name: (_) @name) @step (#set! say "defines the generator {name}"))
((class_declaration name: (_) @name) @step (#set! say "defines the class {name}"))
((debugger_statement) @step (#set! say "stops in the debugger"))
(comment) @comment
[(import_statement) (empty_statement)] @silent
(export_statement declaration: (_)) @silent

; --- Shape -------------------------------------------------------------------------------------

(function_declaration body: (_) @function)
(generator_function_declaration body: (_) @function)
(function_expression body: (_) @function)
(generator_function body: (_) @function)
(method_definition body: (_) @function)
(arrow_function body: (_) @function)
[(function_declaration "async" @async) (function_expression "async" @async)
 (method_definition "async" @async) (arrow_function "async" @async)]

[(if_statement) (for_statement) (for_in_statement) (while_statement) (do_statement)
 (catch_clause) (ternary_expression) (switch_case)] @decision
(binary_expression operator: ["&&" "||" "??"]) @decision
(if_statement consequence: (_) @nest)
(else_clause (statement_block) @nest)
(for_statement body: (_) @nest)
(for_in_statement body: (_) @nest)
(while_statement body: (_) @nest)
(do_statement body: (_) @nest)
(try_statement body: (_) @nest)
(catch_clause body: (_) @nest)
(finally_clause body: (_) @nest)
(switch_statement body: (_) @nest)

((for_in_statement right: (_) @items) @loop (#set! say "over {items}"))
((for_statement condition: (_) @condition) @loop (#set! say "while {condition}"))
((while_statement condition: (parenthesized_expression (_) @condition)) @loop
  (#set! say "while {condition}"))
((do_statement condition: (parenthesized_expression (_) @condition)) @loop
  (#set! say "while {condition}"))

; --- Ways out ------------------------------------------------------------------------------------

(arrow_function parameter: (identifier) @parameter @name)
(return_statement) @return
(return_statement (_) @value) @return
((throw_statement (_) @class) @throw (#set! say "throws {class}"))
((throw_statement (new_expression constructor: (_) @class)) @throw (#set! say "throws {class}"))
(arrow_function body: (expression) @return @value)
(yield_expression) @yield

; --- Names -------------------------------------------------------------------------------------

(call_expression function: (_) @call)
((call_expression function: (import) @ignore))
(new_expression constructor: (_) @call)
(identifier) @use
(shorthand_property_identifier) @use

(variable_declarator name: (identifier) @local)
(shorthand_property_identifier_pattern) @local
(rest_pattern (identifier) @local)
(object_pattern (pair_pattern value: (identifier) @local))
(array_pattern (identifier) @local)
(object_pattern (object_assignment_pattern left: (_) @local))
(for_in_statement left: (identifier) @local)
(catch_clause parameter: (identifier) @local)
(function_declaration name: (identifier) @local)
(function_expression name: (identifier) @local)

(program (lexical_declaration (variable_declarator name: (identifier) @global)))
(program (variable_declaration (variable_declarator name: (identifier) @global)))
(program (export_statement declaration: (lexical_declaration
  (variable_declarator name: (identifier) @global))))

(assignment_expression left: [(identifier) (member_expression) (subscript_expression)] @write)
(augmented_assignment_expression
  left: [(identifier) (member_expression) (subscript_expression)] @write)
(update_expression argument: [(identifier) (member_expression) (subscript_expression)] @write)
((unary_expression operator: "delete" argument: (_) @write))
; What a caller sees of what it passed in.
(assignment_expression left: [(member_expression) (subscript_expression)] @change)
(augmented_assignment_expression left: [(member_expression) (subscript_expression)] @change)
(update_expression argument: [(member_expression) (subscript_expression)] @change)
(unary_expression operator: "delete" argument: (_) @change)
((call_expression
  function: (member_expression object: (_) @change property: (property_identifier) @method))
  (#any-of? @method "push" "pop" "shift" "unshift" "splice" "sort" "reverse" "fill" "set" "add"
   "delete" "clear"))
(member_expression object: (this) @root) @read

; --- Side effects --------------------------------------------------------------------------------

((call_expression function: (_) @effect) (#match? @effect "^console\\.[a-z]+$")
  (#set! effect "writes to the console"))
((call_expression function: (_) @effect)
  (#match? @effect "^(fs|fsp|fs\\.promises|fsPromises)\\.(write|append|rm|unlink|mkdir|rename|copy|chmod|truncate|symlink|link|cp)[A-Za-z]*$")
  (#set! effect "changes the file system"))
((call_expression function: (_) @effect)
  (#match? @effect "^(fs|fsp|fs\\.promises|fsPromises)\\.(read|open|stat|lstat|access|exists|createReadStream)[A-Za-z]*$")
  (#set! effect "reads from the file system"))
((call_expression function: (_) @effect)
  (#match? @effect "^(fetch|axios|axios\\.(get|post|put|patch|delete|request)|https?\\.(get|request)|navigator\\.sendBeacon)$")
  (#set! effect "uses the network"))
((new_expression constructor: (_) @effect)
  (#any-of? @effect "WebSocket" "XMLHttpRequest" "EventSource") (#set! effect "uses the network"))
((call_expression function: (_) @effect)
  (#match? @effect "^(child_process\\.)?(spawn|spawnSync|execFile|execFileSync|execSync|fork)$")
  (#set! effect "starts another process"))
((call_expression function: (_) @effect) (#eq? @effect "process.exit")
  (#set! effect "ends the program"))
((call_expression function: (_) @effect)
  (#any-of? @effect "setTimeout" "setInterval" "setImmediate" "requestAnimationFrame"
   "queueMicrotask")
  (#set! effect "has work done later"))
((call_expression function: (_) @effect)
  (#match? @effect "^(window\\.)?(localStorage|sessionStorage)\\.(setItem|removeItem|clear)$")
  (#set! effect "changes the browser's storage"))
((call_expression function: (_) @effect)
  (#match? @effect "^(window\\.)?(localStorage|sessionStorage)\\.getItem$")
  (#set! effect "reads the browser's storage"))
((call_expression function: (member_expression property: (property_identifier) @method) @effect)
  (#any-of? @method "appendChild" "removeChild" "insertAdjacentHTML" "replaceChildren"
   "setAttribute" "insertBefore")
  (#set! effect "changes the page"))
((assignment_expression left: (member_expression property: (property_identifier) @method) @effect)
  (#any-of? @method "innerHTML" "outerHTML" "textContent" "innerText" "className")
  (#set! effect "changes the page"))
((call_expression function: (member_expression property: (property_identifier) @method) @effect)
  (#any-of? @method "addEventListener") (#set! effect "listens to events"))
((call_expression function: (_) @effect)
  (#any-of? @effect "Date.now" "performance.now") (#set! effect "reads the clock"))
((call_expression function: (_) @effect)
  (#any-of? @effect "Math.random" "crypto.randomUUID" "crypto.randomBytes"
   "crypto.getRandomValues")
  (#set! effect "uses random numbers"))
((member_expression) @effect (#match? @effect "^process\\.env\\.[A-Z_0-9]+$")
  (#set! effect "reads the environment"))
((call_expression function: (_) @effect) (#eq? @effect "eval")
  (#set! effect "runs code from a text"))
((call_expression function: (_) @effect) (#any-of? @effect "alert" "confirm" "prompt")
  (#set! effect "shows a dialog"))
