; What the built-in explanation knows of C. The conventions are those of python/facts.scm.

; --- Statements and how to say them ------------------------------------------------------------

(translation_unit (_) @statement)
(compound_statement (_) @statement)
(case_statement [(expression_statement) (return_statement) (break_statement) (if_statement)
  (for_statement) (while_statement) (do_statement) (goto_statement) (continue_statement)
  (switch_statement) (declaration)] @statement)
(labeled_statement [(expression_statement) (return_statement) (if_statement) (for_statement)
  (while_statement) (do_statement) (switch_statement) (break_statement) (continue_statement)
  (goto_statement) (declaration)] @statement)
(if_statement consequence: [(return_statement) (expression_statement) (break_statement)
  (continue_statement) (goto_statement) (for_statement) (while_statement) (if_statement)]
  @statement)
(else_clause [(return_statement) (expression_statement) (break_statement) (continue_statement)
  (goto_statement) (for_statement) (while_statement)] @statement)
(for_statement body: [(expression_statement) (if_statement) (for_statement)] @statement)
(while_statement body: [(expression_statement) (if_statement)] @statement)
(else_clause) @arm

((if_statement condition: (parenthesized_expression (_) @condition)) @step
  (#set! say "if {condition}"))
((else_clause) @step (#set! say "otherwise"))
((else_clause (if_statement condition: (parenthesized_expression (_) @condition))) @step
  (#set! say "otherwise, if {condition}"))
((for_statement) @step (#set! say "loops without end"))
((for_statement condition: (_) @condition) @step (#set! say "loops while {condition}"))
((while_statement condition: (parenthesized_expression (_) @condition)) @step
  (#set! say "while {condition}"))
((do_statement condition: (parenthesized_expression (_) @condition)) @step
  (#set! say "repeats, at least once, while {condition}"))
((switch_statement condition: (parenthesized_expression (_) @value)) @step
  (#set! say "depending on {value}"))
((case_statement) @step (#set! say "in all other cases"))
((case_statement value: (_) @value) @step (#set! say "case {value}"))
((return_statement) @step (#set! say "returns"))
((return_statement (_) @value) @step (#set! say "returns {value}"))
((break_statement) @step (#set! say "leaves the loop or switch"))
((continue_statement) @step (#set! say "goes on with the next round"))
((goto_statement label: (_) @label) @step (#set! say "jumps to {label}"))
((labeled_statement label: (_) @label) @step (#set! say "at the label {label}"))
((expression_statement (call_expression) @call_text) @step (#set! say "calls {call_text}"))
((expression_statement (assignment_expression left: (_) @target operator: "=" right: (_) @value))
  @step (#set! say "sets {target} to {value}"))
((expression_statement (assignment_expression
  operator: ["+=" "-=" "*=" "/=" "%=" "&=" "|=" "^=" "<<=" ">>="]) @update) @step
  (#set! say "updates {update}"))
((expression_statement (update_expression) @update) @step (#set! say "updates {update}"))
((declaration) @names @step (#set! say "declares {names}"))
((declaration . type: (_) . declarator: (init_declarator
    declarator: [(identifier) @target (pointer_declarator declarator: (identifier) @target)
      (pointer_declarator declarator: (pointer_declarator declarator: (identifier) @target))]
    value: (_) @value) .) @step (#set! say "sets {target} to {value}"))
((function_definition declarator: (_) @name) @step (#set! say "defines the function {name}"))
((type_definition declarator: (_) @name) @step (#set! say "defines the type {name}"))
(comment) @comment
(preproc_include) @silent

; --- Shape -------------------------------------------------------------------------------------

(function_definition body: (_) @function)

[(if_statement) (for_statement) (while_statement) (do_statement) (conditional_expression)]
  @decision
(case_statement value: (_)) @decision
(binary_expression operator: ["&&" "||"]) @decision
(if_statement consequence: (_) @nest)
(else_clause (compound_statement) @nest)
(for_statement body: (_) @nest)
(while_statement body: (_) @nest)
(do_statement body: (_) @nest)
(switch_statement body: (_) @nest)

((for_statement condition: (_) @condition) @loop (#set! say "while {condition}"))
((while_statement condition: (parenthesized_expression (_) @condition)) @loop
  (#set! say "while {condition}"))
((do_statement condition: (parenthesized_expression (_) @condition)) @loop
  (#set! say "while {condition}"))

; --- Parameters, results, ways out ---------------------------------------------------------------

(parameter_list (parameter_declaration declarator: (identifier) @name) @parameter)
(parameter_list (parameter_declaration
  declarator: (pointer_declarator declarator: (identifier) @name)) @parameter)
(parameter_list (parameter_declaration
  declarator: (pointer_declarator
    declarator: (pointer_declarator declarator: (identifier) @name))) @parameter)
(parameter_list (parameter_declaration
  declarator: (array_declarator declarator: (identifier) @name)) @parameter)
(parameter_list (parameter_declaration
  declarator: (pointer_declarator
    declarator: (array_declarator declarator: (identifier) @name))) @parameter)
(parameter_list (parameter_declaration
  declarator: (function_declarator
    declarator: (parenthesized_declarator
      (pointer_declarator declarator: (identifier) @name)))) @parameter)
(parameter_list (parameter_declaration
  declarator: (function_declarator declarator: (identifier) @name)) @parameter)
(parameter_list (variadic_parameter) @parameter @name)

((function_definition type: (_) @result declarator: (function_declarator)))
(return_statement) @return
(return_statement (_) @value) @return

; --- Names -------------------------------------------------------------------------------------

(call_expression function: (_) @call)
(identifier) @use

(declaration declarator: (identifier) @local)
(declaration declarator: (_ declarator: (identifier) @local))
(declaration declarator: (_ declarator: (_ declarator: (identifier) @local)))
(declaration declarator: (_ declarator: (_ declarator: (_ declarator: (identifier) @local))))

(translation_unit (declaration declarator: (identifier) @global))
(translation_unit (declaration declarator: (init_declarator declarator: (identifier) @global)))
(translation_unit (declaration declarator: (array_declarator declarator: (identifier) @global)))
(translation_unit (declaration declarator: (pointer_declarator declarator: (identifier) @global)))
(translation_unit (declaration
  declarator: (init_declarator declarator: (_ declarator: (identifier) @global))))
(translation_unit (preproc_def name: (identifier) @global))

(assignment_expression left: [(identifier) (field_expression) (subscript_expression)
  (pointer_expression)] @write)
(update_expression argument: [(identifier) (field_expression) (subscript_expression)
  (pointer_expression)] @write)
(update_expression argument: (parenthesized_expression (_) @write))
; What a caller sees of what it passed in.
(assignment_expression
  left: [(subscript_expression) (pointer_expression) (field_expression operator: "->")] @change)
(update_expression
  argument: [(subscript_expression) (field_expression operator: "->")] @change)
(update_expression argument: (parenthesized_expression (pointer_expression) @change))
((call_expression function: (identifier) @filler arguments: (argument_list . (_) @change))
  (#any-of? @filler "memcpy" "memmove" "memset" "strcpy" "strncpy" "strcat" "strncat" "sprintf"
   "snprintf" "vsprintf" "vsnprintf" "fgets" "qsort" "strlcpy" "strlcat"))

; --- Side effects --------------------------------------------------------------------------------

((call_expression function: (identifier) @effect)
  (#any-of? @effect "printf" "puts" "putchar" "vprintf" "perror")
  (#set! effect "writes to the terminal"))
((call_expression function: (identifier) @effect
  arguments: (argument_list . (identifier) @stream))
  (#any-of? @effect "fprintf" "vfprintf") (#any-of? @stream "stderr" "stdout")
  (#set! effect "writes to the terminal"))
((call_expression function: (identifier) @effect)
  (#any-of? @effect "fwrite" "fputs" "fputc" "putc" "pwrite" "writev")
  (#set! effect "writes to a stream or file"))
((call_expression function: (identifier) @effect)
  (#any-of? @effect "getchar" "scanf" "gets") (#set! effect "reads from the terminal"))
((call_expression function: (identifier) @effect)
  (#any-of? @effect "close" "fclose" "closedir" "shutdown")
  (#set! effect "closes what was open"))
((call_expression function: (identifier) @effect)
  (#any-of? @effect "fopen" "freopen" "open" "openat" "mkstemp" "tmpfile")
  (#set! effect "opens a file"))
((call_expression function: (identifier) @effect)
  (#any-of? @effect "fread" "fgets" "fgetc" "getc" "fscanf" "getline" "pread")
  (#set! effect "reads from a stream or file"))
((call_expression function: (identifier) @effect)
  (#any-of? @effect "unlink" "remove" "rename" "mkdir" "rmdir" "chmod" "chown" "truncate"
   "ftruncate" "symlink" "link")
  (#set! effect "changes the file system"))
((call_expression function: (identifier) @effect)
  (#any-of? @effect "malloc" "calloc" "realloc" "strdup" "strndup" "aligned_alloc" "asprintf")
  (#set! effect "allocates memory"))
((call_expression function: (identifier) @effect) (#any-of? @effect "free")
  (#set! effect "frees memory"))
((call_expression function: (identifier) @effect)
  (#any-of? @effect "socket" "connect" "accept" "bind" "listen" "send" "recv" "sendto" "recvfrom"
   "getaddrinfo")
  (#set! effect "uses the network"))
((call_expression function: (identifier) @effect)
  (#any-of? @effect "system" "popen" "fork" "vfork" "execl" "execlp" "execv" "execvp" "execve"
   "posix_spawn" "posix_spawnp")
  (#set! effect "starts another process"))
((call_expression function: (identifier) @effect)
  (#any-of? @effect "exit" "_exit" "_Exit" "abort" "quick_exit")
  (#set! effect "ends the program"))
((call_expression function: (identifier) @effect)
  (#any-of? @effect "sleep" "usleep" "nanosleep" "thrd_sleep") (#set! effect "waits"))
((call_expression function: (identifier) @effect)
  (#any-of? @effect "time" "clock" "gettimeofday" "clock_gettime")
  (#set! effect "reads the clock"))
((call_expression function: (identifier) @effect)
  (#any-of? @effect "rand" "random" "arc4random" "rand_r" "srand" "getrandom")
  (#set! effect "uses random numbers"))
((call_expression function: (identifier) @effect) (#any-of? @effect "getenv" "secure_getenv")
  (#set! effect "reads the environment"))
((call_expression function: (identifier) @effect) (#any-of? @effect "setenv" "putenv" "unsetenv")
  (#set! effect "changes the environment"))
((call_expression function: (identifier) @effect)
  (#any-of? @effect "pthread_create" "thrd_create")
  (#set! effect "starts work that runs at the same time"))
((call_expression function: (identifier) @effect) (#any-of? @effect "longjmp" "siglongjmp")
  (#set! effect "jumps out of the function"))
