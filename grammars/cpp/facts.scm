; What the built-in explanation knows of C++. The conventions are those of python/facts.scm.

; --- Statements and how to say them ------------------------------------------------------------

(translation_unit (_) @statement)
(compound_statement (_) @statement)
(declaration_list (_) @statement)
(case_statement [(expression_statement) (return_statement) (break_statement) (if_statement)
  (for_statement) (for_range_loop) (while_statement) (do_statement) (goto_statement)
  (continue_statement) (switch_statement) (throw_statement) (try_statement) (co_return_statement)
  (co_yield_statement) (declaration)] @statement)
(labeled_statement [(expression_statement) (return_statement) (if_statement) (for_statement)
  (for_range_loop) (while_statement) (do_statement) (switch_statement) (break_statement)
  (continue_statement) (goto_statement) (throw_statement) (try_statement) (declaration)] @statement)
(if_statement consequence: [(return_statement) (expression_statement) (break_statement)
  (continue_statement) (goto_statement) (throw_statement) (for_statement) (for_range_loop)
  (while_statement) (do_statement) (if_statement) (switch_statement) (co_return_statement)]
  @statement)
(else_clause [(return_statement) (expression_statement) (break_statement) (continue_statement)
  (goto_statement) (throw_statement) (for_statement) (for_range_loop) (while_statement)
  (do_statement) (switch_statement) (co_return_statement)] @statement)
(for_statement body: [(expression_statement) (if_statement) (for_statement) (for_range_loop)
  (switch_statement)] @statement)
(for_range_loop body: [(expression_statement) (if_statement) (for_statement) (for_range_loop)
  (switch_statement)] @statement)
(while_statement body: [(expression_statement) (if_statement)] @statement)
[(else_clause) (catch_clause)] @arm

((if_statement condition: (condition_clause value: (_) @condition)) @step
  (#set! say "if {condition}"))
((if_statement condition: (condition_clause initializer: (init_statement (_) @first)
  value: (_) @condition)) @step (#set! say "does {first} and, if {condition}"))
((if_statement "constexpr" condition: (condition_clause value: (_) @condition)) @step
  (#set! say "when compiled with {condition}"))
((else_clause) @step (#set! say "otherwise"))
((else_clause (if_statement condition: (condition_clause value: (_) @condition))) @step
  (#set! say "otherwise, if {condition}"))
((for_statement) @step (#set! say "loops without end"))
((for_statement condition: (_) @condition) @step (#set! say "loops while {condition}"))
((for_range_loop declarator: (_) @item right: (_) @items) @step
  (#set! say "for each {item} of {items}"))
((for_range_loop declarator: (reference_declarator (_) @item) right: (_) @items) @step
  (#set! say "for each {item} of {items}"))
((while_statement condition: (condition_clause value: (_) @condition)) @step
  (#set! say "while {condition}"))
((do_statement condition: (parenthesized_expression (_) @condition)) @step
  (#set! say "repeats, at least once, while {condition}"))
((switch_statement condition: (condition_clause value: (_) @value)) @step
  (#set! say "depending on {value}"))
((case_statement) @step (#set! say "in all other cases"))
((case_statement value: (_) @value) @step (#set! say "case {value}"))
((try_statement) @step (#set! say "tries"))
((catch_clause) @step (#set! say "on any exception"))
((catch_clause parameters: (parameter_list (parameter_declaration) @error)) @step
  (#set! say "on an exception {error}"))
((return_statement) @step (#set! say "returns"))
((return_statement (_) @value) @step (#set! say "returns {value}"))
((co_return_statement) @step (#set! say "ends the coroutine"))
((co_return_statement (_) @value) @step (#set! say "ends the coroutine with {value}"))
((co_yield_statement (_) @value) @step (#set! say "hands out {value}"))
((throw_statement) @step (#set! say "throws the current exception again"))
((throw_statement (_) @value) @step (#set! say "throws {value}"))
((break_statement) @step (#set! say "leaves the loop or switch"))
((continue_statement) @step (#set! say "goes on with the next round"))
((goto_statement label: (_) @label) @step (#set! say "jumps to {label}"))
((labeled_statement label: (_) @label) @step (#set! say "at the label {label}"))
((expression_statement (call_expression) @call_text) @step (#set! say "calls {call_text}"))
((expression_statement (co_await_expression argument: (_) @call_text)) @step
  (#set! say "awaits {call_text}"))
((expression_statement (binary_expression operator: "<<") @output) @step
  (#set! say "writes {output}"))
((expression_statement (binary_expression operator: ">>") @input) @step
  (#set! say "reads {input}"))
((expression_statement (delete_expression (_) @target)) @step (#set! say "deletes {target}"))
((expression_statement (assignment_expression left: (_) @target operator: "=" right: (_) @value))
  @step (#set! say "sets {target} to {value}"))
((expression_statement (assignment_expression
  operator: ["+=" "-=" "*=" "/=" "%=" "&=" "|=" "^=" "<<=" ">>="]) @update) @step
  (#set! say "updates {update}"))
((expression_statement (update_expression) @update) @step (#set! say "updates {update}"))
((declaration) @names @step (#set! say "declares {names}"))
((declaration type: (_) . declarator: (init_declarator
    declarator: [(identifier) @target (pointer_declarator declarator: (identifier) @target)
      (pointer_declarator declarator: (pointer_declarator declarator: (identifier) @target))
      (structured_binding_declarator) @target]
    value: (expression) @value) .) @step (#set! say "sets {target} to {value}"))
((declaration type: (_) . declarator: (init_declarator
    declarator: (reference_declarator (_) @target)
    value: (expression) @value) .) @step (#set! say "takes {target} as a name for {value}"))
((declaration type: (_) . declarator: (init_declarator
    declarator: (identifier) @target
    value: (lambda_expression)) .) @step (#set! say "defines the function {target}"))
((function_definition declarator: (_) @name) @step (#set! say "defines the function {name}"))
((type_definition declarator: (_) @name) @step (#set! say "defines the type {name}"))
((alias_declaration name: (_) @name) @step (#set! say "defines the type {name}"))
((class_specifier name: (_) @name) @step (#set! say "defines the class {name}"))
((struct_specifier name: (_) @name) @step (#set! say "defines the struct {name}"))
((enum_specifier name: (_) @name) @step (#set! say "defines the enum {name}"))
((static_assert_declaration condition: (_) @condition) @step
  (#set! say "does not compile unless {condition}"))
(comment) @comment
[(preproc_include) (using_declaration) (namespace_alias_definition) (preproc_def)] @silent

; What is compiled only sometimes.
((preproc_ifdef [(expression_statement) (declaration) (if_statement) (for_statement)
  (for_range_loop) (while_statement) (return_statement) (throw_statement) (try_statement)
  (switch_statement) (function_definition) (namespace_definition) (compound_statement)] @statement))
((preproc_if [(expression_statement) (declaration) (if_statement) (for_statement)
  (for_range_loop) (while_statement) (return_statement) (throw_statement) (try_statement)
  (switch_statement) (function_definition) (namespace_definition) (compound_statement)] @statement))
((preproc_else [(expression_statement) (declaration) (if_statement) (for_statement)
  (for_range_loop) (while_statement) (return_statement) (throw_statement) (try_statement)
  (switch_statement) (function_definition) (namespace_definition) (compound_statement)] @statement))
((preproc_elif [(expression_statement) (declaration) (if_statement) (for_statement)
  (for_range_loop) (while_statement) (return_statement) (throw_statement) (try_statement)
  (switch_statement) (function_definition) (namespace_definition) (compound_statement)] @statement))
[(preproc_else) (preproc_elif)] @arm
((preproc_ifdef "#ifdef" name: (_) @name) @step (#set! say "where {name} is defined"))
((preproc_ifdef "#ifndef" name: (_) @name) @step (#set! say "where {name} is not defined"))
((preproc_if condition: (_) @condition) @step (#set! say "where {condition} holds at compile time"))
((preproc_elif condition: (_) @condition) @step
  (#set! say "else, where {condition} holds at compile time"))
((preproc_else) @step (#set! say "elsewhere"))

; --- Shape -------------------------------------------------------------------------------------

(function_definition body: (_) @function)
(lambda_expression body: (_) @function)

[(if_statement) (for_statement) (for_range_loop) (while_statement) (do_statement)
 (conditional_expression) (catch_clause)] @decision
(case_statement value: (_)) @decision
(binary_expression operator: ["&&" "||" "and" "or"]) @decision
(if_statement consequence: (_) @nest)
(else_clause (compound_statement) @nest)
(for_statement body: (_) @nest)
(for_range_loop body: (_) @nest)
(while_statement body: (_) @nest)
(do_statement body: (_) @nest)
(switch_statement body: (_) @nest)
(try_statement body: (_) @nest)
(catch_clause body: (_) @nest)

((for_statement condition: (_) @condition) @loop (#set! say "while {condition}"))
((for_range_loop right: (_) @items) @loop (#set! say "over {items}"))
((while_statement condition: (condition_clause value: (_) @condition)) @loop
  (#set! say "while {condition}"))
((do_statement condition: (parenthesized_expression (_) @condition)) @loop
  (#set! say "while {condition}"))

; --- Parameters, results, ways out ---------------------------------------------------------------

(parameter_list (_ declarator: (identifier) @name) @parameter)
(parameter_list (_ declarator: (pointer_declarator declarator: (identifier) @name)) @parameter)
(parameter_list (_ declarator: (reference_declarator (identifier) @name)) @parameter)
(parameter_list (_ declarator: (array_declarator declarator: (identifier) @name)) @parameter)
(parameter_list (_ declarator: (pointer_declarator
  declarator: (pointer_declarator declarator: (identifier) @name))) @parameter)
(parameter_list (_ declarator: (pointer_declarator
  declarator: (reference_declarator (identifier) @name))) @parameter)
(parameter_list (_ declarator: (pointer_declarator
  declarator: (array_declarator declarator: (identifier) @name))) @parameter)
(parameter_list (_ declarator: (function_declarator
  declarator: (parenthesized_declarator
    (pointer_declarator declarator: (identifier) @name)))) @parameter)
(parameter_list (_ declarator: (array_declarator
  declarator: (parenthesized_declarator (reference_declarator (identifier) @name)))) @parameter)
(parameter_list (_ declarator: (variadic_declarator (identifier) @name)) @parameter)
(parameter_list (_ declarator: (reference_declarator (variadic_declarator (identifier) @name)))
  @parameter)
; Without a name it is known by its type.
((function_definition type: (_) declarator: (function_declarator parameters: (parameter_list
  (parameter_declaration !declarator type: (_) @name) @parameter))) (#not-eq? @name "void"))
; What is assigned to it is assigned outside.
(parameter_list (_ declarator: (reference_declarator (identifier) @outer)))
(catch_clause parameters: (parameter_list (_ declarator: (identifier) @local)))
(catch_clause parameters: (parameter_list (_ declarator: (_ (identifier) @local))))

((function_definition type: (_) @result declarator: (function_declarator))
  (#not-eq? @result "auto"))
(function_definition type: (_) declarator: (function_declarator
  (trailing_return_type (type_descriptor) @result)))
(return_statement) @return
(return_statement (_) @value) @return
(co_return_statement) @return
(co_return_statement (_) @value) @return
(co_yield_statement) @yield
((throw_statement) @throw (#set! say "throws the current exception again"))
((throw_statement (_) @class) @throw (#set! say "throws {class}"))
((throw_statement (call_expression function: (_) @class)) @throw (#set! say "throws {class}"))
((throw_statement (compound_literal_expression type: (_) @class)) @throw
  (#set! say "throws {class}"))

; --- Names -------------------------------------------------------------------------------------

(call_expression function: (_) @call)
(new_expression type: (_) @call)
(identifier) @use
(qualified_identifier name: (identifier) @ignore)
(attribute name: (identifier) @ignore)

(declaration declarator: (identifier) @local)
(declaration declarator: (_ declarator: (identifier) @local))
(declaration declarator: (_ declarator: (_ declarator: (identifier) @local)))
(declaration declarator: (_ declarator: (_ declarator: (_ declarator: (identifier) @local))))
(declaration declarator: (init_declarator declarator: (reference_declarator (identifier) @local)))
(structured_binding_declarator (identifier) @local)
(for_range_loop declarator: (identifier) @local)
(for_range_loop declarator: (pointer_declarator declarator: (identifier) @local))
(for_range_loop declarator: (reference_declarator (identifier) @local))
(lambda_capture_initializer left: (identifier) @local)

(translation_unit (declaration declarator: (identifier) @global))
(translation_unit (declaration declarator: (init_declarator declarator: (identifier) @global)))
(translation_unit (declaration declarator: (array_declarator declarator: (identifier) @global)))
(translation_unit (declaration declarator: (pointer_declarator declarator: (identifier) @global)))
(translation_unit (declaration
  declarator: (init_declarator declarator: (_ declarator: (identifier) @global))))
(declaration_list (declaration declarator: (identifier) @global))
(declaration_list (declaration declarator: (init_declarator declarator: (identifier) @global)))
(declaration_list (declaration declarator: (array_declarator declarator: (identifier) @global)))
(declaration_list (declaration declarator: (pointer_declarator declarator: (identifier) @global)))
(declaration_list (declaration
  declarator: (init_declarator declarator: (_ declarator: (identifier) @global))))
(translation_unit (preproc_def name: (identifier) @global))

; Fields go by their plain names in the class. To the class itself they are no outside.
(field_declaration declarator: (field_identifier) @global @local)
(field_declaration declarator: [(pointer_declarator declarator: (field_identifier) @global @local)
  (array_declarator declarator: (field_identifier) @global @local)])
(field_declaration declarator: (reference_declarator (field_identifier) @global @local))

(assignment_expression left: [(identifier) (field_expression) (subscript_expression)
  (pointer_expression) (qualified_identifier)] @write)
(update_expression argument: [(identifier) (field_expression) (subscript_expression)
  (pointer_expression) (qualified_identifier)] @write)
(update_expression argument: (parenthesized_expression (_) @write))
; What a caller sees of what it passed in.
(assignment_expression
  left: [(subscript_expression) (pointer_expression) (field_expression operator: "->")] @change)
(update_expression
  argument: [(subscript_expression) (field_expression operator: "->")] @change)
(update_expression argument: (parenthesized_expression (pointer_expression) @change))
(field_expression argument: (this) @root) @read
((call_expression function: (identifier) @filler arguments: (argument_list . (_) @change))
  (#any-of? @filler "memcpy" "memmove" "memset" "strcpy" "strncpy" "strcat" "strncat" "sprintf"
   "snprintf" "vsprintf" "vsnprintf" "fgets" "qsort" "strlcpy" "strlcat"))

; --- Side effects --------------------------------------------------------------------------------

((binary_expression left: (_) @effect operator: "<<")
  (#any-of? @effect "std::cout" "std::cerr" "std::clog" "cout" "cerr" "clog")
  (#set! effect "writes to the terminal"))
((binary_expression left: (_) @effect operator: ">>") (#any-of? @effect "std::cin" "cin")
  (#set! effect "reads from the terminal"))
((call_expression function: (_) @effect)
  (#match? @effect "^((std::)?(printf|puts|putchar|vprintf|perror)|std::print(ln)?)$")
  (#set! effect "writes to the terminal"))
((call_expression function: (_) @effect arguments: (argument_list . (_) @stream))
  (#match? @effect "^(std::)?v?fprintf$") (#any-of? @stream "stderr" "stdout")
  (#set! effect "writes to the terminal"))
((call_expression function: (_) @effect)
  (#match? @effect "^(std::|::)?(fwrite|fputs|fputc|putc|pwrite|writev)$")
  (#set! effect "writes to a stream or file"))
((call_expression function: (_) @effect arguments: (argument_list . (_) @stream))
  (#match? @effect "^(std::)?getline$") (#any-of? @stream "std::cin" "cin")
  (#set! effect "reads from the terminal"))
((call_expression function: (_) @effect)
  (#match? @effect "^(std::|::)?(getchar|scanf|gets)$") (#set! effect "reads from the terminal"))
((call_expression function: (_) @effect)
  (#match? @effect "^(std::|::)?(fopen|freopen|open|openat|mkstemp|tmpfile)$")
  (#set! effect "opens a file"))
((declaration type: (_) @effect) (#match? @effect "^(std::)?(basic_)?[oi]?fstream$")
  (#set! effect "opens a file"))
((call_expression function: (_) @effect)
  (#match? @effect "^(std::|::)?(fread|fgets|fgetc|getc|fscanf|pread)$")
  (#set! effect "reads from a stream or file"))
((call_expression function: (_) @effect)
  (#match? @effect "^(std::|::)?(unlink|rename|mkdir|rmdir|chmod|chown|truncate|ftruncate|symlink)$")
  (#set! effect "changes the file system"))
((call_expression function: (_) @effect)
  (#match? @effect "^(std::filesystem|fs|boost::filesystem)::(remove|remove_all|rename|copy|copy_file|create_director(y|ies)|create_symlink|permissions|resize_file)$")
  (#set! effect "changes the file system"))
((call_expression function: (_) @effect)
  (#match? @effect "^(std::|::)?(malloc|calloc|realloc|strdup|strndup|aligned_alloc|asprintf)$")
  (#set! effect "allocates memory"))
((call_expression function: (_) @effect) (#match? @effect "^(std::|::)?free$")
  (#set! effect "frees memory"))
((new_expression !placement) @effect (#set! effect "allocates memory"))
((delete_expression) @effect (#set! effect "frees memory"))
((call_expression function: (_) @effect)
  (#match? @effect "^((::)?(socket|sendto|recvfrom|getaddrinfo)|::(connect|accept|bind|listen|send|recv))$")
  (#set! effect "uses the network"))
((call_expression function: (_) @effect)
  (#match? @effect "^(std::|::)?(system|popen|fork|vfork|execlp?|execvp?|execve|posix_spawnp?)$")
  (#set! effect "starts another process"))
((call_expression function: (_) @effect)
  (#match? @effect "^(std::|::)?(exit|_exit|_Exit|abort|quick_exit|terminate)$")
  (#set! effect "ends the program"))
((call_expression function: (_) @effect)
  (#match? @effect "^(std::this_thread::sleep_(for|until)|(::)?(sleep|usleep|nanosleep))$")
  (#set! effect "waits"))
((call_expression function: (_) @effect)
  (#match? @effect "^((std::|::)?(time|clock|gettimeofday|clock_gettime)|(std::)?(chrono::)?(system|steady|high_resolution)_clock::now)$")
  (#set! effect "reads the clock"))
((call_expression function: (_) @effect)
  (#match? @effect "^(std::|::)?(rand|random|arc4random|rand_r|srand|getrandom)$")
  (#set! effect "uses random numbers"))
((declaration type: (_) @effect) (#match? @effect "^(std::)?(random_device|mt19937(_64)?)$")
  (#set! effect "uses random numbers"))
((call_expression function: (_) @effect) (#match? @effect "^(std::|::)?(getenv|secure_getenv)$")
  (#set! effect "reads the environment"))
((call_expression function: (_) @effect) (#match? @effect "^(::)?(setenv|putenv|unsetenv)$")
  (#set! effect "changes the environment"))
((call_expression function: (_) @effect)
  (#match? @effect "^(std::async|pthread_create|thrd_create|std::make_(unique|shared)<std::j?thread>)$")
  (#set! effect "starts work that runs at the same time"))
((declaration type: (_) @effect) (#match? @effect "^(std::)?j?thread$")
  (#set! effect "starts work that runs at the same time"))
((declaration type: (_) @effect)
  (#match? @effect "^std::(lock_guard|unique_lock|scoped_lock|shared_lock)(<.*>)?$")
  (#set! effect "takes a lock"))
((call_expression function: (field_expression field: (field_identifier) @method) @effect
  arguments: (argument_list) @arguments)
  (#any-of? @method "lock" "lock_shared") (#eq? @arguments "()") (#set! effect "takes a lock"))
((call_expression function: (_) @effect) (#match? @effect "^(std::)?(longjmp|siglongjmp)$")
  (#set! effect "jumps out of the function"))
