; What the built-in explanation knows of Rust. The conventions are those of python/facts.scm.

; --- Statements and how to say them ------------------------------------------------------------

(source_file (_) @statement)
(block (_) @statement)
(declaration_list (_) @statement)
(match_block (match_arm) @statement)
((match_arm value: (_) @statement @value) (#not-match? @value "^[{]"))
(else_clause) @arm

; What stands at the end of a block, or of an arm
((block (_expression) @value @step .) (#set! say "gives {value}"))
((match_arm value: (_) @value @step) (#set! say "gives {value}"))
((function_item return_type: (_) body: (block (_expression) @value @step .))
  (#set! say "returns {value}"))

((expression_statement (if_expression condition: (_) @condition)) @step
  (#set! say "if {condition}"))
((if_expression condition: (_) @condition) @step (#set! say "if {condition}"))
((else_clause) @step (#set! say "otherwise"))
((else_clause (if_expression condition: (_) @condition)) @step
  (#set! say "otherwise, if {condition}"))
([(expression_statement (match_expression value: (_) @value)) (match_expression value: (_) @value)]
  @step (#set! say "depending on {value}"))
((match_arm pattern: (match_pattern) @pattern) @step (#set! say "case {pattern}"))
((match_arm pattern: (match_pattern) @pattern) @step (#eq? @pattern "_")
  (#set! say "in all other cases"))
([(expression_statement (for_expression pattern: (_) @item value: (_) @items))
  (for_expression pattern: (_) @item value: (_) @items)] @step
  (#set! say "for each {item} in {items}"))
([(expression_statement (while_expression condition: (_) @condition))
  (while_expression condition: (_) @condition)] @step (#set! say "while {condition}"))
([(expression_statement (loop_expression)) (loop_expression)] @step
  (#set! say "loops until it is left"))
([(expression_statement (return_expression)) (return_expression)] @step (#set! say "returns"))
([(expression_statement (return_expression (_) @value)) (return_expression (_) @value)] @step
  (#set! say "returns {value}"))
([(expression_statement (break_expression)) (break_expression)] @step
  (#set! say "leaves the loop"))
([(expression_statement (break_expression (_expression) @value))
  (break_expression (_expression) @value)] @step
  (#set! say "leaves the loop with {value}"))
([(expression_statement (break_expression (label) @label)) (break_expression (label) @label)] @step
  (#set! say "leaves the loop {label}"))
([(expression_statement (continue_expression)) (continue_expression)] @step
  (#set! say "goes on with the next round"))
([(expression_statement (continue_expression (label) @label)) (continue_expression (label) @label)]
  @step (#set! say "goes on with the next round of {label}"))
([(expression_statement (unsafe_block)) (unsafe_block)] @step
  (#set! say "where the compiler does not check (unsafe)"))
([(expression_statement (async_block)) (async_block)] @step (#set! say "later, when it is awaited"))

((expression_statement (call_expression) @call_text) @step (#set! say "calls {call_text}"))
((expression_statement (macro_invocation) @call_text) @step (#set! say "calls {call_text}"))
((expression_statement (try_expression (_) @call_text)) @step
  (#set! say "calls {call_text}, and passes on its error"))
((expression_statement (await_expression (_) @call_text)) @step (#set! say "awaits {call_text}"))
((expression_statement (try_expression (await_expression (_) @call_text))) @step
  (#set! say "awaits {call_text}, and passes on its error"))
((match_arm value: [(call_expression) (macro_invocation)] @call_text @step)
  (#set! say "calls {call_text}"))
; The last macro of a block, without a semicolon, is mostly there for what it does.
((block (macro_invocation macro: (identifier) @name) @call_text @step .)
  (#any-of? @name "println" "print" "eprintln" "eprint" "panic" "assert" "assert_eq" "assert_ne"
   "debug" "info" "warn" "error" "trace" "unreachable" "unimplemented")
  (#set! say "calls {call_text}"))
((expression_statement (assignment_expression left: (_) @target right: (_) @value)) @step
  (#set! say "sets {target} to {value}"))
((match_arm value: (assignment_expression left: (_) @target right: (_) @value) @step)
  (#set! say "sets {target} to {value}"))
((expression_statement (compound_assignment_expr) @update) @step (#set! say "updates {update}"))
((match_arm value: (compound_assignment_expr) @update @step) (#set! say "updates {update}"))

((let_declaration value: (_) @value) @step (#set! say "ignores what {value} gives"))
((let_declaration pattern: (_) @names) @step (#set! say "declares {names}"))
((let_declaration pattern: (_) @target value: (_) @value) @step
  (#set! say "sets {target} to {value}"))
((let_declaration pattern: (_) @target value: (_) @value alternative: (_)) @step
  (#set! say "sets {target} to {value}, or else"))
((let_declaration pattern: (_) @target value: (closure_expression)) @step
  (#set! say "defines the function {target}"))
((let_declaration pattern: (_) @target value: (match_expression value: (_) @value)) @step
  (#set! say "sets {target} depending on {value}"))
((let_declaration pattern: (_) @target value: (if_expression condition: (_) @condition)) @step
  (#set! say "sets {target}, if {condition}"))
((function_item name: (_) @name) @step (#set! say "defines the function {name}"))
((function_signature_item name: (_) @name) @step (#set! say "declares the function {name}"))
((struct_item name: (_) @name) @step (#set! say "defines the struct {name}"))
((enum_item name: (_) @name) @step (#set! say "defines the enum {name}"))
((trait_item name: (_) @name) @step (#set! say "defines the trait {name}"))
((type_item name: (_) @name) @step (#set! say "defines the type {name}"))
((impl_item type: (_) @name) @step (#set! say "implements {name}"))
((impl_item trait: (_) @trait type: (_) @name) @step (#set! say "implements {trait} for {name}"))
((mod_item name: (_) @name) @step (#set! say "holds the module {name}"))
((macro_definition name: (_) @name) @step (#set! say "defines the macro {name}"))
([(const_item name: (_) @target value: (_) @value) (static_item name: (_) @target value: (_) @value)]
  @step (#set! say "sets {target} to {value}"))
[(line_comment) (block_comment)] @comment
(line_comment inner: (_)) @doc
(block_comment inner: (_)) @doc
[(use_declaration) (extern_crate_declaration) (mod_item !body) (inner_attribute_item)
 (attribute_item) (empty_statement)] @silent
(block (label) @silent)

; --- Shape -------------------------------------------------------------------------------------

(function_item body: (_) @function)
(closure_expression body: (_) @function)
(async_block (block) @function)
(function_item (function_modifiers "async" @async))

[(if_expression) (while_expression) (for_expression)] @decision
(let_declaration alternative: (_)) @decision
((match_arm pattern: (match_pattern) @decision) (#not-eq? @decision "_"))
(binary_expression operator: ["&&" "||"]) @decision
(if_expression consequence: (_) @nest)
(else_clause (block) @nest)
(for_expression body: (_) @nest)
(while_expression body: (_) @nest)
(loop_expression body: (_) @nest)
(match_expression body: (_) @nest)
(unsafe_block (block) @nest)
(let_declaration alternative: (_) @nest)

((for_expression value: (_) @items) @loop (#set! say "over {items}"))
((while_expression condition: (_) @condition) @loop (#set! say "while {condition}"))
((loop_expression) @loop (#set! say "until it is left"))

; --- Parameters, results, ways out ---------------------------------------------------------------

(parameters (parameter pattern: (_) @name) @parameter)
(parameters (parameter pattern: (mut_pattern (identifier) @name)) @parameter)
(closure_parameters (parameter pattern: (_) @name) @parameter)
(closure_parameters (identifier) @parameter @name)
(closure_parameters [(tuple_pattern) (reference_pattern) (tuple_struct_pattern)] @parameter @name)
(self_parameter (self) @receiver)
(function_item return_type: (_) @result)
(function_signature_item return_type: (_) @result)
(closure_expression return_type: (_) @result)

(return_expression) @return
(return_expression (_) @value) @return
; The value of a body is what its last expression gives, or the last one of each branch of it.
(function_item return_type: (_) body: (block (_expression) @return @value .))
(function_item return_type: (_) body: (block (expression_statement (if_expression
  consequence: (block (_expression) @return @value .))) .))
(function_item return_type: (_) body: (block (expression_statement (if_expression
  alternative: (else_clause (block (_expression) @return @value .)))) .))
(function_item return_type: (_) body: (block (expression_statement (if_expression
  alternative: (else_clause (if_expression consequence: (block (_expression) @return @value .)))))
  .))
(function_item return_type: (_) body: (block (expression_statement (if_expression
  alternative: (else_clause (if_expression
    alternative: (else_clause (block (_expression) @return @value .)))))) .))
((function_item return_type: (_) body: (block (expression_statement (match_expression
  body: (match_block (match_arm value: (_) @return @value)))) .)) (#not-match? @value "^[{]"))
(function_item return_type: (_) body: (block (expression_statement (match_expression
  body: (match_block (match_arm value: (block (_expression) @return @value .))))) .))
((closure_expression body: (_) @return @value) (#not-match? @value "^[{]"))

((try_expression) @throw (#set! say "passes an error on with `?`"))
((macro_invocation macro: (identifier) @name) @throw
  (#any-of? @name "panic" "unreachable" "unimplemented" "todo") (#set! say "panics"))
((macro_invocation macro: (identifier) @name) @throw (#any-of? @name "bail" "ensure")
  (#set! say "returns an error"))
((call_expression function: (field_expression field: (field_identifier) @name)) @throw
  (#any-of? @name "unwrap" "expect") (#set! say "panics where there is no value"))

; --- Names -------------------------------------------------------------------------------------

(call_expression function: (_) @call)
(macro_invocation macro: (_) @call)
(identifier) @use
(scoped_identifier name: (identifier) @ignore)
(macro_invocation macro: (identifier) @ignore)
(attribute (identifier) @ignore)
(label (identifier) @ignore)

(let_declaration pattern: (identifier) @local)
(for_expression pattern: (identifier) @local)
(let_condition pattern: (identifier) @local)
(tuple_pattern (identifier) @local)
(slice_pattern (identifier) @local)
(mut_pattern (identifier) @local)
(ref_pattern (identifier) @local)
(reference_pattern (identifier) @local)
(captured_pattern . (identifier) @local)
(tuple_struct_pattern type: (_) (identifier) @local)
(field_pattern pattern: (identifier) @local)
(shorthand_field_identifier) @local
((match_pattern (identifier) @local) (#not-match? @local "^[A-Z]"))

(source_file (const_item name: (identifier) @global))
(source_file (static_item name: (identifier) @global))
(mod_item body: (declaration_list (const_item name: (identifier) @global)))
(mod_item body: (declaration_list (static_item name: (identifier) @global)))

((assignment_expression left: [(identifier) (field_expression) (index_expression)
  (unary_expression)] @write) (#not-eq? @write "_"))
(compound_assignment_expr left: [(identifier) (field_expression) (index_expression)
  (unary_expression)] @write)
(field_expression value: (self) @root) @read

; --- Side effects --------------------------------------------------------------------------------

((macro_invocation macro: (identifier) @effect)
  (#any-of? @effect "println" "print" "eprintln" "eprint" "dbg")
  (#set! effect "writes to the terminal"))
((macro_invocation macro: (identifier) @effect) (#any-of? @effect "write" "writeln")
  (#set! effect "writes to a stream or text"))
((macro_invocation macro: (_) @effect)
  (#match? @effect "^((log|tracing)::)?(trace|debug|info|warn|error)$")
  (#set! effect "writes to the log"))
((call_expression function: (_) @effect) (#match? @effect "^(std::)?io::stdin$")
  (#set! effect "reads from the terminal"))
((call_expression function: (_) @effect) (#match? @effect "^(std::)?io::std(out|err)$")
  (#set! effect "writes to the terminal"))
((call_expression function: (_) @effect)
  (#match? @effect "^(std::|tokio::)?fs::(read|read_to_string|read_dir|read_link|metadata|symlink_metadata|canonicalize|File::open)$|^File::open$")
  (#set! effect "reads from the file system"))
((call_expression function: (_) @effect)
  (#match? @effect "^(std::|tokio::)?fs::(write|copy|rename|remove_file|remove_dir|remove_dir_all|create_dir|create_dir_all|set_permissions|hard_link|File::create)$|^File::create$|^(fs::)?OpenOptions::new$")
  (#set! effect "changes the file system"))
((call_expression function: (_) @effect)
  (#match? @effect "^((std::|tokio::)?net::)?(TcpStream::connect|TcpListener::bind|UdpSocket::bind|UnixStream::connect|UnixListener::bind)$|^reqwest::(get|blocking::get|Client::new|Client::builder|blocking::Client::new)$")
  (#set! effect "uses the network"))
((call_expression function: (_) @effect)
  (#match? @effect "^((std::|tokio::)?process::)?Command::new$")
  (#set! effect "prepares another process"))
((call_expression function: (_) @effect) (#match? @effect "^(std::)?process::(exit|abort)$")
  (#set! effect "ends the program"))
((call_expression function: (_) @effect)
  (#match? @effect "^((std::)?thread::sleep|tokio::time::sleep|time::sleep)$")
  (#set! effect "waits"))
((call_expression function: (_) @effect)
  (#match? @effect "^((std::)?time::)?(Instant|SystemTime|Utc|Local|OffsetDateTime)::now(_utc)?$")
  (#set! effect "reads the clock"))
((call_expression function: (_) @effect)
  (#match? @effect "^(rand::(random|thread_rng|rng)|thread_rng|getrandom::getrandom|Uuid::new_v4)$")
  (#set! effect "uses random numbers"))
((call_expression function: (_) @effect)
  (#match? @effect "^(std::)?env::(var|var_os|vars|args|args_os|current_dir|home_dir|temp_dir)$")
  (#set! effect "reads the environment"))
((call_expression function: (_) @effect)
  (#match? @effect "^(std::)?env::(set_var|remove_var|set_current_dir)$")
  (#set! effect "changes the environment"))
((call_expression function: (_) @effect)
  (#match? @effect "^((std::)?thread::(spawn|scope)|tokio::(spawn|task::spawn|task::spawn_blocking)|task::(spawn|spawn_blocking)|rayon::(spawn|join|scope)|async_std::task::spawn)$")
  (#set! effect "starts work that runs at the same time"))
((call_expression function: (field_expression field: (field_identifier) @method) @effect
  arguments: (arguments) @arguments)
  (#any-of? @method "lock" "write_lock" "try_lock") (#eq? @arguments "()")
  (#set! effect "takes a lock"))
((call_expression function: (field_expression field: (field_identifier) @method) @effect)
  (#any-of? @method "send" "try_send" "blocking_send") (#set! effect "sends to a channel"))
((call_expression function: (field_expression field: (field_identifier) @method) @effect)
  (#any-of? @method "recv" "try_recv" "blocking_recv") (#set! effect "receives from a channel"))
((unsafe_block) @effect (#set! effect "does what the compiler does not check"))
((call_expression function: (field_expression field: (field_identifier) @method) @effect)
  (#any-of? @method "push" "insert" "remove" "clear" "extend" "pop" "drain" "truncate")
  (#match? @effect "^self\\.[a-z_.]+$") (#set! effect "changes a collection of its own"))
