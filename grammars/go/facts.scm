; What the built-in explanation knows of Go. The conventions are those of python/facts.scm.

; --- Statements and how to say them ------------------------------------------------------------

(source_file (_) @statement)
(block (statement_list (_) @statement))
(expression_case (statement_list (_) @statement))
(type_case (statement_list (_) @statement))
(default_case (statement_list (_) @statement))
(communication_case (statement_list (_) @statement))
[(expression_case) (type_case) (default_case) (communication_case)] @statement
(if_statement alternative: (_) @arm)

((if_statement condition: (_) @condition) @step (#set! say "if {condition}"))
((if_statement initializer: (_) @first condition: (_) @condition) @step
  (#set! say "does {first}, and if {condition}"))
((if_statement alternative: (block) @step) (#set! say "otherwise"))
((if_statement alternative: (if_statement condition: (_) @condition) @step)
  (#set! say "otherwise, if {condition}"))
((if_statement alternative: (if_statement initializer: (_) @first condition: (_) @condition) @step)
  (#set! say "otherwise, does {first}, and if {condition}"))
((for_statement body: (_)) @step (#set! say "loops without end"))
((for_statement (for_clause)) @step (#set! say "loops"))
((for_statement (for_clause condition: (_) @condition)) @step
  (#set! say "loops while {condition}"))
((for_statement . [(binary_expression) (unary_expression) (call_expression) (identifier)
  (selector_expression)] @condition) @step (#set! say "loops while {condition}"))
((for_statement (range_clause right: (_) @items)) @step (#set! say "for each item of {items}"))
((for_statement (range_clause left: (_) @item right: (_) @items)) @step
  (#set! say "for each {item} of {items}"))
((expression_switch_statement) @step (#set! say "depending on the first case that holds"))
((expression_switch_statement value: (_) @value) @step (#set! say "depending on {value}"))
((type_switch_statement value: (_) @value) @step (#set! say "depending on the type of {value}"))
((select_statement) @step (#set! say "waits for the first of these channel operations"))
((expression_case value: (_) @value) @step (#set! say "case {value}"))
((type_case type: (_) @value) @step (#set! say "case {value}"))
((communication_case communication: (_) @value) @step (#set! say "case {value}"))
((default_case) @step (#set! say "in all other cases"))
((return_statement) @step (#set! say "returns"))
((return_statement (_) @value) @step (#set! say "returns {value}"))
((break_statement) @step (#set! say "leaves the loop or switch"))
((continue_statement) @step (#set! say "goes on with the next round"))
((goto_statement (_) @label) @step (#set! say "jumps to {label}"))
((defer_statement (_) @call_text) @step (#set! say "has {call_text} run when the function ends"))
((go_statement (_) @call_text) @step (#set! say "starts a goroutine with {call_text}"))
((send_statement) @text @step (#set! say "sends {text}"))
((expression_statement (call_expression) @call_text) @step (#set! say "calls {call_text}"))
((expression_statement (unary_expression operator: "<-") @text) @step (#set! say "receives {text}"))
((short_var_declaration left: (_) @target right: (_) @value) @step
  (#set! say "sets {target} to {value}"))
((assignment_statement left: (_) @target operator: "=" right: (_) @value) @step
  (#set! say "sets {target} to {value}"))
((assignment_statement
  operator: ["+=" "-=" "*=" "/=" "%=" "&=" "|=" "^=" "<<=" ">>=" "&^="]) @update @step
  (#set! say "updates {update}"))
([(inc_statement) (dec_statement)] @update @step (#set! say "updates {update}"))
([(var_declaration) (const_declaration)] @names @step (#set! say "declares {names}"))
((function_declaration name: (_) @name) @step (#set! say "defines the function {name}"))
((method_declaration name: (_) @name) @step (#set! say "defines the method {name}"))
((type_declaration (_ name: (_) @name)) @step (#set! say "defines the type {name}"))
(comment) @comment
[(import_declaration) (package_clause)] @silent

; --- Shape -------------------------------------------------------------------------------------

(function_declaration body: (_) @function)
(method_declaration body: (_) @function)
(func_literal body: (_) @function)

[(if_statement) (for_statement) (expression_case) (type_case) (communication_case)] @decision
(binary_expression operator: ["&&" "||"]) @decision
(if_statement consequence: (_) @nest)
(if_statement alternative: (block) @nest)
(for_statement body: (_) @nest)
[(expression_switch_statement) (type_switch_statement) (select_statement)] @nest

((for_statement (range_clause right: (_) @items)) @loop (#set! say "over {items}"))
((for_statement (for_clause condition: (_) @condition)) @loop (#set! say "while {condition}"))
((for_statement . [(binary_expression) (unary_expression) (call_expression) (identifier)]
  @condition) @loop (#set! say "while {condition}"))

; --- Parameters, results, ways out ---------------------------------------------------------------

(function_declaration parameters: (parameter_list
  (parameter_declaration name: (identifier) @parameter @name)))
(method_declaration parameters: (parameter_list
  (parameter_declaration name: (identifier) @parameter @name)))
(func_literal parameters: (parameter_list
  (parameter_declaration name: (identifier) @parameter @name)))
(variadic_parameter_declaration name: (identifier) @name) @parameter
(method_declaration receiver: (parameter_list
  (parameter_declaration name: (identifier) @receiver)))
[(function_declaration result: (_) @result) (method_declaration result: (_) @result)
 (func_literal result: (_) @result)]
(function_declaration result: (parameter_list
  (parameter_declaration name: (identifier) @local)))
(method_declaration result: (parameter_list
  (parameter_declaration name: (identifier) @local)))

(return_statement) @return
(return_statement (_) @value) @return
((call_expression function: (identifier) @class) @throw (#eq? @class "panic")
  (#set! say "panics"))

; --- Names -------------------------------------------------------------------------------------

(call_expression function: (_) @call)
(identifier) @use
(keyed_element . (literal_element (identifier) @ignore))

(short_var_declaration left: (expression_list (identifier) @local))
(var_spec name: (identifier) @local)
(const_spec name: (identifier) @local)
(range_clause left: (expression_list (identifier) @local))
(type_switch_statement alias: (expression_list (identifier) @local))
(receive_statement left: (expression_list (identifier) @local))

(source_file (var_declaration (var_spec name: (identifier) @global)))
(source_file (var_declaration (var_spec_list (var_spec name: (identifier) @global))))
(source_file (const_declaration (const_spec name: (identifier) @global)))

((assignment_statement left: (expression_list (_) @write)) (#not-eq? @write "_"))
(inc_statement (_) @write)
(dec_statement (_) @write)
; What a caller sees of what it passed in.
(assignment_statement left: (expression_list [(index_expression) (unary_expression)] @change))
(inc_statement [(index_expression) (unary_expression)] @change)
(dec_statement [(index_expression) (unary_expression)] @change)
(selector_expression operand: (identifier) @root) @read

; --- Side effects --------------------------------------------------------------------------------

((call_expression function: (_) @effect) (#match? @effect "^(fmt\\.Print(f|ln)?|println|print)$")
  (#set! effect "writes to the terminal"))
((call_expression function: (_) @effect) (#match? @effect "^fmt\\.Fprint(f|ln)?$")
  (#set! effect "writes to a stream or file"))
((call_expression function: (_) @effect) (#match? @effect "^(log|slog)\\.(Print|Info|Warn|Error|Debug)[a-z]*$")
  (#set! effect "writes to the log"))
((call_expression function: (_) @effect) (#match? @effect "^log\\.(Fatal|Panic)[a-z]*$")
  (#set! effect "writes to the log and stops"))
((call_expression function: (_) @effect)
  (#match? @effect "^os\\.(Open|OpenFile|ReadFile|ReadDir|Stat|Lstat)$")
  (#set! effect "reads from the file system"))
((call_expression function: (_) @effect)
  (#match? @effect "^os\\.(Create|CreateTemp|WriteFile|Remove|RemoveAll|Rename|Mkdir|MkdirAll|Chmod|Symlink|Truncate)$")
  (#set! effect "changes the file system"))
((call_expression function: (_) @effect)
  (#match? @effect "^(http\\.(Get|Post|PostForm|Head|ListenAndServe|ListenAndServeTLS)|net\\.(Dial|DialTimeout|Listen))$")
  (#set! effect "uses the network"))
((call_expression function: (_) @effect) (#match? @effect "^exec\\.Command(Context)?$")
  (#set! effect "prepares another process"))
((call_expression function: (_) @effect) (#eq? @effect "os.Exit")
  (#set! effect "ends the program"))
((call_expression function: (_) @effect) (#match? @effect "^time\\.(Sleep|After|Tick)$")
  (#set! effect "waits"))
((call_expression function: (_) @effect) (#match? @effect "^time\\.(Now|Since|Until)$")
  (#set! effect "reads the clock"))
((call_expression function: (_) @effect)
  (#match? @effect "^rand\\.(Int|Intn|IntN|Float64|Perm|Read|Shuffle|N)$")
  (#set! effect "uses random numbers"))
((call_expression function: (_) @effect) (#match? @effect "^os\\.(Getenv|LookupEnv|Environ)$")
  (#set! effect "reads the environment"))
((go_statement) @effect (#set! effect "starts work that runs at the same time"))
((send_statement) @effect (#set! effect "sends to a channel"))
((unary_expression operator: "<-") @effect (#set! effect "receives from a channel"))
((call_expression function: (selector_expression field: (field_identifier) @method) @effect)
  (#any-of? @method "Lock" "RLock") (#set! effect "takes a lock"))
