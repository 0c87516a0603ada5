; Rules of the built-in review for Rust. The conventions are those of python/review.scm; the
; samples are in tests/builtin/review/rust.

; --- Correctness -----------------------------------------------------------------------------

; Only what comes from outside: a lock or a regular expression of one's own may well be unwrapped.
((call_expression
  function: (field_expression
    value: [
      (call_expression function: (scoped_identifier) @source arguments: (arguments) @of)
      (call_expression function: (field_expression value: (_) @of field: (field_identifier) @source))
      (call_expression function: (generic_function
        function: (field_expression value: (_) @of field: (field_identifier) @source)))
      (call_expression function: (generic_function function: (scoped_identifier) @source))
      (await_expression (call_expression function: (scoped_identifier) @source))
    ]
    field: (field_identifier) @finding)
  arguments: (arguments) @arguments)
  (#eq? @finding "unwrap")
  (#match? @source "^((std::|tokio::)?fs::(read|read_to_string|read_dir|write|create_dir|create_dir_all|remove_file|remove_dir_all|rename|copy|metadata|canonicalize)|((std::|tokio::)?fs::)?File::(open|create)|(std::)?env::(var|current_dir)|((std::|tokio::)?net::)?(TcpStream::connect|TcpListener::bind|UdpSocket::bind)|serde_json::(from_str|from_slice|from_reader)|toml::from_str|serde_yaml::from_str|reqwest::(get|blocking::get)|read_line|read_to_string|parse)$")
  (#not-match? @of "^(([a-z_]+::)*[A-Z_]+|(env|format)!.*|\".*\"|\\(\"(OUT_DIR|TARGET|HOST|PROFILE|CARGO[A-Z_]*)\"\\))$")
  (#set! rule "unwrap-of-input")
  (#set! severity "information")
  (#set! category "correctness")
  (#set! title "What comes from outside may end the program here")
  (#set! detail "`unwrap` panics without a word about which file or value it was. Return the error with")
  (#set! detail "`?`, or say what went wrong: `.unwrap_or_else(|error| …)`, at the very least `.expect(\"…\")`."))
; A test may panic.
((mod_item name: (identifier) @name) @exempt
  (#any-of? @name "tests" "test" "bench" "benches")
  (#set! rule "unwrap-of-input"))
(((attribute_item (attribute . [(identifier) (scoped_identifier)] @name))
   . [(attribute_item) (line_comment)]* . (function_item) @exempt)
  (#match? @name "(^|::)(test|bench|rstest|should_panic)$")
  (#set! rule "unwrap-of-input"))

([(match_arm
    pattern: (match_pattern (tuple_struct_pattern type: (identifier) @variant) @pattern)
    value: [(block) (unit_expression)] @body) @finding
  (if_expression
    condition: (let_condition
      pattern: (tuple_struct_pattern type: (identifier) @variant) @pattern)
    consequence: (block) @body
    !alternative) @finding]
  (#eq? @variant "Err")
  (#match? @body "^([{][[:space:]]*[}]|\\([[:space:]]*\\))$")
  (#match? @pattern "^Err\\(_[a-z_]*\\)$")
  (#set! rule "ignored-error")
  (#set! severity "information")
  (#set! category "correctness")
  (#set! title "The error is thrown away without a trace")
  (#set! detail "When this fails, nobody will know. Log it or return it; where it truly does not matter,")
  (#set! detail "say so in a comment inside the braces."))

((binary_expression operator: ["==" "!="] right: (float_literal) @number) @finding
  (#not-match? @number "^[0-9_]+\\.0*(_?f(32|64))?$")
  (#set! rule "float-equality")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "{number} has no exact form as a float")
  (#set! detail "A sum that should give it mostly misses it by a tiny bit. Compare the distance:")
  (#set! detail "`(a - {number}).abs() < 1e-9`."))

((static_item "static" (mutable_specifier)) @finding
  (#set! rule "static-mut")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "Nothing keeps two threads from writing this at once")
  (#set! detail "Every use of a `static mut` is unsafe, and a reference to it may alias. Use an atomic, a")
  (#set! detail "`Mutex` or a `OnceLock`, which are as static and checked."))
; What stands in another language is as it is.
((foreign_mod_item body: (declaration_list (static_item) @allowed)) (#set! rule "static-mut"))

((call_expression function: [(scoped_identifier) (generic_function function: (scoped_identifier))]
  @function) @finding
  (#match? @function "^(std::|core::)?mem::uninitialized(::<.*>)?$")
  (#set! rule "uninitialized")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "An uninitialized value is undefined behaviour at once")
  (#set! detail "The compiler may assume anything about it, even before it is read. Use")
  (#set! detail "`std::mem::MaybeUninit`, or a default."))

((function_item
  (function_modifiers "async")
  body: (block [
    (expression_statement (call_expression function: (scoped_identifier) @function) @finding)
    (expression_statement (for_expression body: (block (expression_statement
      (call_expression function: (scoped_identifier) @function) @finding))))
    (expression_statement (while_expression body: (block (expression_statement
      (call_expression function: (scoped_identifier) @function) @finding))))
    (expression_statement (loop_expression body: (block (expression_statement
      (call_expression function: (scoped_identifier) @function) @finding))))
    (expression_statement (if_expression consequence: (block (expression_statement
      (call_expression function: (scoped_identifier) @function) @finding))))
  ]))
  (#match? @function "^(std::)?thread::sleep$")
  (#set! rule "blocking-in-async")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "This puts all tasks of the thread to sleep")
  (#set! detail "An async function shares its thread, and only an `.await` lets the others run. Write")
  (#set! detail "`tokio::time::sleep(…).await`, or the timer of your runtime."))

((block
  (let_declaration pattern: (identifier) @guard value: (_) @value)
  [(expression_statement (await_expression) @finding)
   (expression_statement (try_expression (await_expression)) @finding)
   (let_declaration value: (await_expression) @finding)
   (let_declaration value: (try_expression (await_expression)) @finding)])
  (#match? @value "\\.(lock|read|write)\\(\\)\\.(unwrap\\(\\)|expect\\([^)]*\\))$")
  (#set! rule "lock-across-await")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "{guard} is locked while this waits")
  (#set! detail "Another task of the same thread that wants the lock then blocks it for ever. End the guard")
  (#set! detail "before (`drop({guard})`, or a block of its own), or take the runtime's own Mutex."))
((block
  (let_declaration pattern: (identifier) @guard value: (_) @value)
  (expression_statement (call_expression
    function: (identifier) @function
    arguments: (arguments . (identifier) @dropped .)))
  [(expression_statement (await_expression) @allowed)
   (expression_statement (try_expression (await_expression)) @allowed)
   (let_declaration value: (await_expression) @allowed)
   (let_declaration value: (try_expression (await_expression)) @allowed)])
  (#eq? @function "drop")
  (#eq? @guard @dropped)
  (#set! rule "lock-across-await"))

((block
  [(expression_statement [(return_expression) (break_expression) (continue_expression)])
   (return_expression) (break_expression) (continue_expression)]
  .
  [(expression_statement) (let_declaration) (macro_invocation) (call_expression)] @finding)
  (#set! rule "unreachable-code")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "This can never run")
  (#set! detail "The statement before it always leaves the block. Remove what follows, or move it in")
  (#set! detail "front."))
; An attribute may leave that statement out.
((attribute_item)
  . (expression_statement [(return_expression) (break_expression) (continue_expression)])
  . (_) @allowed (#set! rule "unreachable-code"))

; --- Security --------------------------------------------------------------------------------

((call_expression
  function: (field_expression
    value: (call_expression) @chain
    field: (field_identifier) @method)
  arguments: (arguments . [
    (macro_invocation macro: (identifier) @format)
    (reference_expression (macro_invocation macro: (identifier) @format))
    (identifier)
    (reference_expression (identifier))
    (field_expression)
    (reference_expression (field_expression))
  ] @finding .))
  (#eq? @method "arg")
  (#eq? @format "format")
  (#match? @chain "Command::new\\(\"(/bin/|/usr/bin/)?(sh|bash|zsh|cmd|cmd.exe)\"\\)[[:space:]]*\\.arg\\(\"(-c|-lc|-ec|/C|/c)\"\\)$")
  (#not-match? @finding "^&?[A-Z][A-Z0-9_]*$")
  (#set! rule "shell-command")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "A command put together at run time goes through the shell")
  (#set! detail "A file name such as `x; rm -rf ~` becomes a command. Start the program itself, each")
  (#set! detail "argument apart: `Command::new(\"tool\").arg(name)`."))

; Only where a value is put in: names of tables and lists of placeholders cannot be parameters.
((call_expression
  function: [
    (field_expression field: (field_identifier) @method)
    (generic_function function: (field_expression field: (field_identifier) @method))
    (scoped_identifier name: (identifier) @method)
    (generic_function function: (scoped_identifier name: (identifier) @method))
  ]
  arguments: (arguments [
    (macro_invocation macro: (identifier) @format
      (token_tree . [(string_literal) (raw_string_literal)] @text))
    (reference_expression (macro_invocation macro: (identifier) @format
      (token_tree . [(string_literal) (raw_string_literal)] @text)))
  ] @finding))
  (#any-of? @method "execute" "query" "query_row" "query_map" "query_one" "query_opt" "query_as"
   "query_scalar" "prepare" "batch_execute" "simple_query" "sql_query" "raw_sql" "execute_batch")
  (#eq? @format "format")
  (#match? @text "^r?#*\"[[:space:]]*(select|insert|update|delete|SELECT|INSERT|UPDATE|DELETE)[[:space:]]")
  (#match? @text "([=<>(,]|like|LIKE)[[:space:]]*['\"%]*[{]")
  (#not-match? @finding "([pP]laceholder|marks|[tT]able|[cC]olumn|[fF]ields|join\\()")
  (#set! rule "sql-from-strings")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "SQL is put together from strings")
  (#set! detail "A quote inside a value ends the literal, and what follows runs as SQL. Write `$1` or `?` in")
  (#set! detail "its place and hand the value over: `.bind(value)` with sqlx, `params![value]` with rusqlite."))

((call_expression
  function: (field_expression field: (field_identifier) @method)
  arguments: (arguments . [(boolean_literal) (scoped_identifier)] @value .)) @finding
  (#any-of? @method "danger_accept_invalid_certs" "danger_accept_invalid_hostnames" "set_verify")
  (#match? @value "^(true|.*SslVerifyMode::NONE)$")
  (#set! rule "unverified-tls")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "The server's certificate is not checked")
  (#set! detail "Anyone on the way can read and change what is sent. For a private authority add its")
  (#set! detail "certificate: `add_root_certificate(…)`."))

((call_expression function: (scoped_identifier) @function) @finding
  (#match? @function "^(md5::compute|([a-z0-9_]+::)*(Md5|Md4|Sha1)::(new|digest|default|hash)|MessageDigest::(md5|sha1)|(openssl::)?sha::sha1|sha1_smol::Sha1::(new|from)|sha1::Sha1::from)$")
  (#set! rule "weak-hash")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "{function} no longer protects anything")
  (#set! detail "Two texts with the same hash can be made on a laptop. Use `sha2::Sha256`, and for")
  (#set! detail "passwords a slow hash such as `argon2`."))

; --- Performance -----------------------------------------------------------------------------

((generic_type
  type: (type_identifier) @box
  type_arguments: (type_arguments . [(type_identifier) (generic_type)] @inner .)) @finding
  (#eq? @box "Box")
  (#match? @inner "^(String|Vec<.*>|HashMap<.*>|BTreeMap<.*>|HashSet<.*>)$")
  (#set! rule "boxed-collection")
  (#set! severity "information")
  (#set! category "performance")
  (#set! title "{inner} is on the heap already")
  (#set! detail "The box only adds a second step to every use. Hold the {inner} itself."))

((call_expression
  function: (field_expression
    value: (call_expression function: (generic_function
      function: (field_expression field: (field_identifier) @collect)
      type_arguments: (type_arguments) @type))
    field: (field_identifier) @method @finding)
  arguments: (arguments) @arguments)
  (#eq? @collect "collect")
  (#match? @type "^(::)?<Vec<")
  (#eq? @method "len")
  (#eq? @arguments "()")
  (#set! rule "collect-to-count")
  (#set! severity "information")
  (#set! category "performance")
  (#set! title "All is put into a vector only to be counted")
  (#set! detail "An iterator counts by itself, without memory: `.count()`."))

((call_expression
  function: (field_expression field: (field_identifier) @method @finding)
  arguments: (arguments . (reference_expression (macro_invocation macro: (identifier) @format)) .))
  (#eq? @method "expect")
  (#eq? @format "format")
  (#set! rule "expect-format")
  (#set! severity "hint")
  (#set! category "performance")
  (#set! title "The message is made even when all is well")
  (#set! detail "The argument of `expect` is evaluated first. Write `.unwrap_or_else(|error| panic!(…))`."))

; --- Style -----------------------------------------------------------------------------------

((parameters (parameter type: (reference_type type: [(type_identifier) (generic_type)] @type)
  @finding))
  (#match? @finding "^&('[a-z_]+[[:space:]]+)?(String|Vec<)")
  (#match? @type "^(String|Vec<.*>)$")
  (#set! rule "reference-to-owner")
  (#set! severity "hint")
  (#set! category "style")
  (#set! title "Callers must own a {type} to call this")
  (#set! detail "`&str` takes literals and parts of strings too, `&[T]` arrays and parts of vectors; inside,")
  (#set! detail "nothing changes."))
; The trait says what the parameters are.
((impl_item trait: (_)) @exempt (#set! rule "reference-to-owner"))

((function_item body: (block (expression_statement (return_expression) @finding) .))
  (#set! rule "needless-return")
  (#set! severity "hint")
  (#set! category "style")
  (#set! title "The last expression is the result anyway")
  (#set! detail "Write it alone, without `return` and without the semicolon; `return` then shows where one")
  (#set! detail "leaves early."))
; Of two that are compiled in turns, only one is the last.
((attribute_item) . (expression_statement (return_expression) @allowed)
  (#set! rule "needless-return"))

((binary_expression operator: ["==" "!="] right: (boolean_literal) @literal) @finding
  (#set! rule "bool-comparison")
  (#set! severity "hint")
  (#set! category "style")
  (#set! title "A condition is compared with {literal}")
  (#set! detail "It is true or false already: write the condition itself, or `!` in front of it."))

((let_condition
  pattern: (tuple_struct_pattern type: (identifier) @variant) @finding)
  (#match? @finding "^(Some|Ok|Err)\\([[:space:]]*_[[:space:]]*\\)$")
  (#set! rule "redundant-pattern")
  (#set! severity "hint")
  (#set! category "style")
  (#set! title "Nothing is taken out of this pattern")
  (#set! detail "A method asks the same in plain words: `.is_some()`, `.is_ok()`, `.is_err()`."))

((call_expression
  function: (field_expression field: (field_identifier) @method @finding)
  arguments: (arguments . (closure_expression
    parameters: (closure_parameters . (identifier) @parameter .)
    body: (call_expression
      function: (field_expression value: (identifier) @value field: (field_identifier) @clone)
      arguments: (arguments) @arguments)) .))
  (#eq? @method "map")
  (#eq? @clone "clone")
  (#eq? @parameter @value)
  (#eq? @arguments "()")
  (#set! rule "map-clone")
  (#set! severity "hint")
  (#set! category "style")
  (#set! title "cloned() says the same")
  (#set! detail "Write `.cloned()`, or `.copied()` where the items are numbers and the like."))

; --- Maintainability ---------------------------------------------------------------------------

((macro_invocation macro: (identifier) @finding)
  (#eq? @finding "dbg")
  (#set! rule "dbg")
  (#set! severity "warning")
  (#set! category "maintainability")
  (#set! title "dbg! was left in the code")
  (#set! detail "It writes to the terminal of everyone who runs this. Remove it, or use the log."))

((macro_invocation macro: (identifier) @macro) @finding
  (#any-of? @macro "todo" "unimplemented")
  (#set! rule "unwritten")
  (#set! severity "information")
  (#set! category "maintainability")
  (#set! title "{macro}! ends the program when this is reached")
  (#set! detail "Write the case, or return an error that the caller can handle."))
((mod_item name: (identifier) @name) @exempt
  (#any-of? @name "tests" "test")
  (#set! rule "unwritten"))
(((attribute_item (attribute . [(identifier) (scoped_identifier)] @name))
   . [(attribute_item) (line_comment)]* . (function_item) @exempt)
  (#match? @name "(^|::)(test|bench|rstest|should_panic)$")
  (#set! rule "unwritten"))

([(if_expression) (for_expression) (while_expression) (loop_expression) (match_expression)
  (unsafe_block)] @finding
  (#set! rule "deep-nesting")
  (#set! depth "5")
  (#set! severity "information")
  (#set! category "maintainability")
  (#set! title "Five levels deep")
  (#set! detail "Whoever reads this line must remember five conditions. Leave early (`let … else`, `?`,")
  (#set! detail "`continue`), or give the inner part a function of its own, whose name says what it does."))
([(function_item body: (_) @floor) (closure_expression body: (_) @floor)]
  (#set! rule "deep-nesting"))
; A chain of else if is one level, however long it is.
((else_clause (if_expression) @allowed) (#set! rule "deep-nesting"))

((function_item name: (_) @name) @finding
  (#set! rule "long-function")
  (#set! lines "100")
  (#set! severity "information")
  (#set! category "maintainability")
  (#set! title "{name} is longer than 100 lines")
  (#set! detail "It no longer fits a screen, so nobody sees all of it at once, and its parts cannot be")
  (#set! detail "tested alone. Look for stretches with a comment above them: each is a function."))
((mod_item name: (identifier) @name) @exempt
  (#any-of? @name "tests" "test" "bench" "benches")
  (#set! rule "long-function"))
(((attribute_item (attribute . [(identifier) (scoped_identifier)] @name))
   . [(attribute_item) (line_comment)]* . (function_item) @exempt)
  (#match? @name "(^|::)(test|bench|rstest|should_panic)$")
  (#set! rule "long-function"))

([(line_comment) (block_comment)] @finding
  (#match? @finding "^/[/*!]+[[:space:]]*(@?TO[D]O|FIX[M]E|X[X]X|HACK)([^A-Za-z0-9_]|$)")
  (#set! rule "todo")
  (#set! severity "hint")
  (#set! category "maintainability")
  (#set! title "Work that was left")
  (#set! detail "A note in the code is seen by those who come by, and by nobody else. Do it, put it where")
  (#set! detail "work is planned and name that here, or delete it when it no longer matters."))
