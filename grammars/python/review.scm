; Rules of the built-in review for Python. Each pattern is one rule: @finding is what is marked,
; the properties are what the person reads, `detail` may come in several parts. {name} stands for
; the text of that capture. @allowed marks a place where the rule named with it is silent.
; With @key and @among, a finding is one only where the same key stood in the same node before.
; Every rule has a sample in tests/builtin/review/python.

; --- Correctness -----------------------------------------------------------------------------

((except_clause . "except" @finding . ":")
  (#set! rule "bare-except")
  (#set! hush "noqa") (#set! hush "bare-except")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "Bare except also catches KeyboardInterrupt and SystemExit")
  (#set! detail "Without a class this clause stops Ctrl-C and sys.exit() too, and it hides typing")
  (#set! detail "mistakes such as a NameError. Name what you expect (`except ValueError:`), or write")
  (#set! detail "`except Exception:` where anything may come and you log it."))

; A clause that raises again lets everything through, and what was caught before is not meant.
((except_clause . "except" @allowed (block (raise_statement))) (#set! rule "bare-except"))
((try_statement
  (except_clause value: (_) @class)
  (except_clause . "except" @allowed . ":"))
  (#match? @class "KeyboardInterrupt|BaseException")
  (#set! rule "bare-except"))

([(default_parameter name: (identifier) @name value: (_) @finding)
  (typed_default_parameter name: (identifier) @name value: (_) @finding)]
  (#any-of? @finding "[]" "{}" "list()" "dict()" "set()")
  (#not-match? @name "^_|cache|memo") ; kept on purpose
  (#set! rule "mutable-default")
  (#set! hush "B006") (#set! hush "dangerous-default")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "The default of {name} is made once and shared by all calls")
  (#set! detail "Python evaluates a default when the function is defined, so what one call adds to it")
  (#set! detail "is still there in the next. Write `{name}=None` and, inside,")
  (#set! detail "`if {name} is None: {name} = …`."))

((comparison_operator operators: ["==" "!="] (none)) @finding
  (#set! rule "none-comparison")
  (#set! hush "E711")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "None is compared by value")
  (#set! detail "`==` and `!=` ask the object, whose class may answer anything (NumPy arrays answer with")
  (#set! detail "an array). There is one None: write `is None` or `is not None`."))

; Query builders such as SQLAlchemy's give `==` a meaning of their own.
((call
  function: (attribute attribute: (identifier) @method)
  arguments: (argument_list (comparison_operator) @allowed))
  (#any-of? @method "filter" "where" "having" "and_" "or_" "on" "join" "outerjoin" "any" "has")
  (#set! rule "none-comparison"))
((call
  function: (identifier) @method
  arguments: (argument_list (comparison_operator) @allowed))
  (#any-of? @method "and_" "or_" "not_" "case" "when")
  (#set! rule "none-comparison"))
((subscript subscript: (comparison_operator) @allowed) (#set! rule "none-comparison"))

((except_clause
  value: [(identifier) @class @finding (as_pattern . (identifier) @class @finding)]
  (block . (pass_statement) .))
  (#any-of? @class "Exception" "BaseException")
  (#set! rule "swallowed-exception")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "Every error is swallowed without a trace")
  (#set! detail "`except {class}: pass` hides failures that nobody thought of, mistakes in the code")
  (#set! detail "included. Catch the class that you expect, or log it with `logging.exception(…)` before")
  (#set! detail "you go on."))

; Who says why may do so.
((except_clause
  value: [(identifier) @allowed (as_pattern . (identifier) @allowed)]
  (comment)) (#set! rule "swallowed-exception"))

((assert_statement . (tuple (_) (_)) @finding .)
  (#set! rule "assert-tuple")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "This assertion can never fail")
  (#set! detail "The parentheses make a tuple, and a tuple that is not empty is true. Write")
  (#set! detail "`assert condition, \"message\"` without them."))

((comparison_operator
  operators: ["is" "is not"]
  [(string) (concatenated_string) (integer) (float) (list) (dictionary) (set)]) @finding
  (#set! rule "is-literal")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "Identity is compared with a literal")
  (#set! detail "`is` asks whether both are the very same object; whether equal numbers or strings are is")
  (#set! detail "up to the interpreter and changes between versions. Write `==` or `!=`."))

((dictionary (pair key: [(string) (integer)] @key @finding)) @among
  (#not-match? @key "[{]")
  (#set! rule "duplicate-key")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "The key {key} is there already")
  (#set! detail "The value above is thrown away without a word. Take one of the two out, or give it the key")
  (#set! detail "that was meant."))

((finally_clause (block (return_statement) @finding))
  (#set! rule "return-in-finally")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "return in finally drops the exception that is under way")
  (#set! detail "It also replaces the value that try or except returned. Let finally only clean up, and")
  (#set! detail "return after the whole statement."))

((block
  [(return_statement) (raise_statement) (break_statement) (continue_statement)] @exit
  .
  [(expression_statement) (return_statement) (raise_statement) (if_statement) (for_statement)
   (while_statement) (with_statement) (try_statement) (assert_statement)] @finding)
  (#not-match? @finding "^yield") ; an unreachable yield makes a generator, on purpose
  (#set! rule "unreachable-code")
  (#set! hush "unreachable")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "This can never run")
  (#set! detail "The statement before it always leaves the block. Remove what follows, or move it in")
  (#set! detail "front; often the indentation is one step too deep."))

((binary_operator left: (_) @left operator: ["-" "/" "//" "%" "&" "|" "^"] @operator
  right: (_) @right) @finding
  (#eq? @left @right)
  (#match? @left "^[A-Za-z_][A-Za-z0-9_.]*$")
  (#set! rule "same-operands")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "Both sides of {operator} are the same")
  (#set! detail "So the operator adds nothing, or its result is known beforehand. Most often the second")
  (#set! detail "one was copied and should name something else."))
((boolean_operator left: (_) @left operator: ["and" "or"] @operator right: (_) @right) @finding
  (#eq? @left @right)
  (#not-match? @left "[(]")
  (#set! rule "same-operands")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "Both sides of {operator} are the same")
  (#set! detail "So the operator adds nothing. Most often the second one was copied and should name")
  (#set! detail "something else."))

((if_statement
  condition: (_) @condition
  alternative: (elif_clause condition: (_) @finding))
  (#eq? @condition @finding)
  (#not-match? @condition "[(]|:=")
  (#set! rule "repeated-condition")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "The same condition was asked above")
  (#set! detail "Whenever it holds, the branch above is taken, so this one never runs. Look for the name or")
  (#set! detail "the value that should differ, or delete the branch."))
((if_statement
  alternative: (elif_clause condition: (_) @condition)
  alternative: (elif_clause condition: (_) @finding))
  (#eq? @condition @finding)
  (#not-match? @condition "[(]|:=")
  (#set! rule "repeated-condition")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "The same condition was asked above")
  (#set! detail "Whenever it holds, the branch above is taken, so this one never runs. Look for the name or")
  (#set! detail "the value that should differ, or delete the branch."))

((if_statement
  consequence: (_) @then
  .
  alternative: (else_clause body: (_) @else) .) @finding
  (#eq? @then @else)
  (#not-any-of? @then "pass" "...")
  (#set! rule "same-branches")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "Both branches do the same")
  (#set! detail "So the condition decides nothing. Either one branch was copied and not changed, or the if")
  (#set! detail "can go."))

((try_statement
  (except_clause value: [(identifier) @class (as_pattern . (identifier) @class)])
  (except_clause value: [(identifier) @next @finding (as_pattern . (identifier) @next @finding)]))
  (#any-of? @class "Exception" "BaseException")
  (#not-any-of? @next "BaseException" "KeyboardInterrupt" "SystemExit" "GeneratorExit"
   "CancelledError")
  (#set! rule "unreachable-except")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "This clause is never reached")
  (#set! detail "`except {class}` above it catches the same errors first. Put the narrower class in front."))
((try_statement
  (except_clause value: [(identifier) @class (as_pattern . (identifier) @class)])
  (except_clause value: [(identifier) @next @finding (as_pattern . (identifier) @next @finding)]))
  (#eq? @class @next)
  (#set! rule "unreachable-except")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "This clause is never reached")
  (#set! detail "A clause above it catches {class} already. Delete one of the two, or name the class that")
  (#set! detail "was meant."))

([(raise_statement . [(string) (concatenated_string)])
  (raise_statement . (identifier) @name .)
  (raise_statement . (call function: (identifier) @name) .)] @finding
  (#any-of? @name "NotImplemented")
  (#set! rule "raised-no-exception")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "What is raised here is no exception")
  (#set! detail "Python answers with a TypeError instead, and your message is lost. Raise an object of a")
  (#set! detail "class, `ValueError(\"…\")`; what is not written yet is `NotImplementedError`."))

((for_statement
  right: (identifier) @list
  body: (block
    (expression_statement (call function: (attribute object: (identifier) @object
      attribute: (identifier) @method)) @finding)))
  (#eq? @list @object)
  (#any-of? @method "remove" "pop" "insert" "clear" "discard" "popitem")
  (#set! rule "changed-while-read")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "{list} changes while the loop goes through it")
  (#set! detail "A list then skips items, a dict or set raises RuntimeError. Go through a copy,")
  (#set! detail "`for … in list({list})`, or build a new one of what stays."))
((for_statement
  right: (identifier) @list
  body: (block (if_statement consequence: (block
    (expression_statement (call function: (attribute object: (identifier) @object
      attribute: (identifier) @method)) @finding)))))
  (#eq? @list @object)
  (#any-of? @method "remove" "pop" "insert" "clear" "discard" "popitem")
  (#set! rule "changed-while-read")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "{list} changes while the loop goes through it")
  (#set! detail "A list then skips items, a dict or set raises RuntimeError. Go through a copy,")
  (#set! detail "`for … in list({list})`, or build a new one of what stays."))
((for_statement
  right: [(identifier) @list
    (call function: (attribute object: (identifier) @list attribute: (identifier) @view)
      arguments: (argument_list))]
  body: [(block (delete_statement (subscript value: (identifier) @object)) @finding)
    (block (if_statement consequence: (block
      (delete_statement (subscript value: (identifier) @object)) @finding)))])
  (#eq? @list @object)
  (#any-of? @view "keys" "items" "values")
  (#set! rule "changed-while-read")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "{list} changes while the loop goes through it")
  (#set! detail "A list then skips items, a dict raises RuntimeError. Go through a copy,")
  (#set! detail "`for … in list({list})`, or build a new one of what stays."))

; What belongs to an object of one's own may go through a copy by itself.
((for_statement right: (identifier) @list
  body: (block (if_statement consequence: (block (expression_statement (call) @allowed)))))
  (#eq? @list "self")
  (#set! rule "changed-while-read"))

; Who stops there does no harm.
((block
  [(expression_statement (call) @allowed) (delete_statement) @allowed]
  [(break_statement) (return_statement) (raise_statement)])
  (#set! rule "changed-while-read"))

((call
  function: (attribute attribute: (identifier) @method)
  arguments: (argument_list . (string (string_content) @affix) @finding .))
  (#any-of? @method "strip" "lstrip" "rstrip")
  (#match? @affix "^([.][a-z0-9]{2,5}|[a-z]{2,}[:_/.-]+|[a-z]{3,})$")
  (#not-match? @affix "^(abcdef.*|0x)$")
  (#set! rule "strip-affix")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "{method} takes away letters, not this text")
  (#set! detail "It removes any of the characters {affix}, in any order and as often as they come:")
  (#set! detail "`\"test.txt\".rstrip(\".txt\")` gives \"tes\". Use `removeprefix` or `removesuffix`."))

((block (expression_statement (comparison_operator operators: ["==" "<" ">" "<=" ">="]) @finding))
  (#set! rule "no-effect")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "The result of this comparison is thrown away")
  (#set! detail "A statement that only compares does nothing. An assignment is written `=`, a check")
  (#set! detail "`assert` or `if`."))

; Tests compare to see what that raises.
([(with_statement body: (block (expression_statement) @allowed))
  (try_statement body: (block (expression_statement) @allowed))]
  (#set! rule "no-effect"))

((expression_statement (call
  function: (attribute attribute: (identifier) @method)
  arguments: (argument_list)) @finding)
  (#any-of? @method "strip" "lstrip" "lower" "upper" "capitalize" "casefold" "splitlines"
   "startswith" "endswith" "removeprefix" "removesuffix" "zfill" "isdigit")
  (#set! rule "unused-result")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "The result of {method} is thrown away")
  (#set! detail "Strings do not change: the method answers a new one. Write `text = text.{method}(…)`."))
((expression_statement (call function: (identifier) @function) @finding)
  (#any-of? @function "sorted" "reversed" "filter" "zip" "enumerate")
  (#set! rule "unused-result")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "The result of {function} is thrown away")
  (#set! detail "It changes nothing in place: it answers something new. Assign it, or call the method that")
  (#set! detail "works in place, `items.sort()` say."))

((call
  function: (attribute object: (identifier) @module attribute: (identifier) @method)
  arguments: (argument_list)) @finding
  (#any-of? @module "requests")
  (#any-of? @method "get" "post" "put" "patch" "delete" "head" "options" "request")
  (#set! rule "no-timeout")
  (#set! severity "information")
  (#set! category "correctness")
  (#set! title "Without a timeout this may wait for ever")
  (#set! detail "requests has no limit of its own: when the server accepts and then says nothing, the")
  (#set! detail "program hangs. Write `requests.{method}(…, timeout=10)`."))
((call
  function: (attribute) arguments: (argument_list
    [(keyword_argument name: (identifier) @name) (dictionary_splat) @name])) @allowed
  (#match? @name "^(timeout|[*][*])")
  (#set! rule "no-timeout"))

((class_definition body: (block (decorated_definition
  (decorator [(identifier) @cache (call function: (identifier) @cache)
    (attribute attribute: (identifier) @cache)
    (call function: (attribute attribute: (identifier) @cache))]) @finding
  definition: (function_definition parameters: (parameters . (identifier) @first)))))
  (#any-of? @cache "lru_cache" "cache")
  (#eq? @first "self")
  (#set! rule "cached-method")
  (#set! hush "B019") (#set! hush "method-cache")
  (#set! severity "information")
  (#set! category "correctness")
  (#set! title "The cache keeps every object alive")
  (#set! detail "It belongs to the class and holds `self` in its keys, so no object of the class is ever")
  (#set! detail "freed while its entry stays. Use `functools.cached_property`, or a dict in the object."))

; --- Security --------------------------------------------------------------------------------

((call function: (identifier) @function
  arguments: (argument_list
    . [(identifier) (attribute) (subscript) (call) (binary_operator)
       (string (interpolation)) (concatenated_string (string (interpolation)))] @code)) @finding
  (#any-of? @function "eval" "exec")
  (#not-match? @code "(^|[._])(byte)?(code|compiled)_*$") ; compiled already
  (#set! unless "{code} = compile(")
  (#set! rule "eval-exec")
  (#set! hush "noqa") (#set! hush "nosec") (#set! hush "eval-used") (#set! hush "exec-used")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "{function} runs whatever text it is given")
  (#set! detail "If any of that text comes from outside, so does the code that runs. For data use")
  (#set! detail "`ast.literal_eval` or `json.loads`; to choose a function use a dictionary."))

((function_definition) @floor (#set! rule "eval-exec"))

; With the caller's names it is the caller's wish: a debugger, a tracer.
((call function: (identifier) @function
  arguments: (argument_list . (_) . [(identifier) (attribute)] @globals)) @allowed
  (#any-of? @function "eval" "exec")
  (#match? @globals "^(globals_?|.*f_globals)$")
  (#set! rule "eval-exec"))

; eval(compile(…)) runs code that the program made itself.
((call function: (identifier) @function
  arguments: (argument_list . (call function: (identifier) @inner))) @allowed
  (#any-of? @function "eval" "exec")
  (#eq? @inner "compile")
  (#set! rule "eval-exec"))

((call
  function: [(attribute attribute: (identifier) @function) (identifier) @function]
  arguments: (argument_list
    . [(binary_operator) (call) (string (interpolation))
       (concatenated_string (string (interpolation)))]
    (keyword_argument name: (identifier) @name value: (true)) @finding))
  (#eq? @name "shell")
  (#any-of? @function "run" "call" "check_call" "check_output" "Popen")
  (#set! rule "shell-true")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "A command put together at run time goes through the shell")
  (#set! detail "A file name such as `x; rm -rf ~` becomes a command. Pass a list,")
  (#set! detail "`{function}([\"tool\", argument])`, without `shell=True`; where a shell is needed, quote")
  (#set! detail "every part with `shlex.quote`."))

((call
  function: [(attribute attribute: (identifier) @function) (identifier) @function]
  arguments: (argument_list
    . (identifier) @command
    (keyword_argument name: (identifier) @name value: (true)) @finding))
  (#eq? @name "shell")
  (#any-of? @function "run" "call" "check_call" "check_output" "Popen")
  (#set! needs "{command} = f\"") (#set! needs "{command} = f'") (#set! needs "{command} += ")
  (#set! needs "{command} = \" \".join(") (#set! needs "{command} = ' '.join(")
  (#set! rule "shell-true")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "A command put together at run time goes through the shell")
  (#set! detail "A file name such as `x; rm -rf ~` becomes a command. Pass a list,")
  (#set! detail "`{function}([\"tool\", argument])`, without `shell=True`; where a shell is needed, quote")
  (#set! detail "every part with `shlex.quote`."))
((function_definition) @floor (#set! rule "shell-true"))

; Only where a value is put in: names of tables and lists of placeholders cannot be parameters.
((call
  function: (attribute attribute: (identifier) @method)
  arguments: (argument_list
    . [(string (interpolation))
       (binary_operator left: (string) operator: "%")
       (binary_operator left: (string) operator: "+"
         right: [(identifier) (attribute) (call) (subscript)])
       (binary_operator left: (binary_operator left: (string) operator: "+") operator: "+")]
       @finding))
  (#any-of? @method "execute" "executemany" "executescript")
  (#match? @finding "^[rRfFbBuU]*[\"']+[[:space:]]*(select|insert|update|delete|SELECT|INSERT|UPDATE|DELETE)[[:space:]]")
  (#match? @finding "([=<>(,]|like|LIKE)[[:space:]]*['\"%]*([{]|%s|%d|%r|[[:space:]]*[+])")
  (#not-match? @finding "(placeholder|marks|table|column|fields)")
  (#set! rule "sql-from-strings")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "SQL is put together from strings")
  (#set! detail "A quote inside a value ends the literal, and what follows runs as SQL. Hand the values")
  (#set! detail "over as parameters: `{method}(\"… WHERE id = ?\", (id,))` (`%s` with some drivers)."))

((call
  function: (attribute) @function
  arguments: (argument_list (keyword_argument name: (identifier) @name value: (false)) @finding))
  (#eq? @name "verify")
  (#match? @function "^(requests|httpx|session|self\\.session)\\.(get|post|put|patch|delete|head|options|request)$")
  (#set! rule "unverified-tls")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "The server's certificate is not checked")
  (#set! detail "Anyone on the way can read and change what is sent. For a private authority pass its")
  (#set! detail "file instead: `verify=\"/path/to/ca.pem\"`."))

((call
  function: [(attribute object: (identifier) @module attribute: (identifier) @hash)
             (identifier) @hash]
  arguments: (argument_list) @arguments) @finding
  (#any-of? @hash "md5" "sha1")
  (#not-match? @arguments "usedforsecurity")
  (#set! unless "MD5") (#set! unless "SHA") ; who names it so follows a protocol
  (#set! rule "weak-hash")
  (#set! hush "nosec") (#set! hush "S324")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "{hash} no longer protects anything")
  (#set! detail "Two texts with the same {hash} can be made on a laptop. Write `hashlib.sha256(…)`, for")
  (#set! detail "passwords `hashlib.scrypt`; where it is only a checksum say `usedforsecurity=False`."))
((function_definition) @floor (#set! rule "weak-hash"))

((call
  function: (attribute object: (identifier) @module attribute: (identifier) @function)
  arguments: (argument_list
    . [(binary_operator) (string (interpolation)) (concatenated_string (string (interpolation)))
       (call function: (attribute object: (string)))] @command)) @finding
  (#eq? @module "os")
  (#any-of? @function "system" "popen")
  (#not-match? @command "^[^%]*%d[^%]*%[^%]*$") ; a number ends no word
  (#set! rule "shell-command")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "A command put together at run time goes through the shell")
  (#set! detail "A file name such as `x; rm -rf ~` becomes a command. Write")
  (#set! detail "`subprocess.run([\"tool\", argument], check=True)`: no shell reads it."))

((call
  function: (attribute object: (identifier) @module attribute: (identifier) @function)
  arguments: (argument_list . (string (string_content) @name))) @finding
  (#eq? @module "hashlib")
  (#eq? @function "new")
  (#match? @name "^([mM][dD][45]|[sS][hH][aA]-?1)$")
  (#not-match? @finding "usedforsecurity")
  (#set! unless "MD5") (#set! unless "SHA")
  (#set! rule "weak-hash")
  (#set! hush "nosec") (#set! hush "S324")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "{name} no longer protects anything")
  (#set! detail "Two texts with the same {name} can be made on a laptop. Write `hashlib.sha256(…)`, for")
  (#set! detail "passwords `hashlib.scrypt`; where it is only a checksum say `usedforsecurity=False`."))

((call
  function: (attribute object: (identifier) @module attribute: (identifier) @function)) @finding
  (#eq? @module "tempfile")
  (#eq? @function "mktemp")
  (#not-match? @finding "dir *=|pipe") ; a place of its own, a name that is no file's
  (#set! rule "temporary-name")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "Between the name and the file someone else can come first")
  (#set! detail "Another process may make a link of that name before you open it. Use `mkstemp` or")
  (#set! detail "`NamedTemporaryFile`, which make and open the file in one step."))

((call
  function: (attribute object: (identifier) @module attribute: (identifier) @function)
  arguments: (argument_list . (_) .)) @finding
  (#eq? @module "yaml")
  (#any-of? @function "load" "load_all")
  (#set! rule "unsafe-yaml")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "Without a safe loader YAML can call any function")
  (#set! detail "A document such as `!!python/object/apply:os.system` runs what it names, in older versions")
  (#set! detail "by default; newer ones want the loader. Write `yaml.safe_load(text)`."))
((call
  function: (attribute object: (identifier) @module attribute: (identifier) @function)
  arguments: (argument_list . (_) . [(attribute attribute: (identifier) @loader)
    (keyword_argument value: (attribute attribute: (identifier) @loader))])) @finding
  (#eq? @module "yaml")
  (#any-of? @function "load" "load_all")
  (#any-of? @loader "Loader" "UnsafeLoader" "CLoader")
  (#set! rule "unsafe-yaml")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "With this loader YAML can call any function")
  (#set! detail "A document such as `!!python/object/apply:os.system` runs what it names. Write")
  (#set! detail "`yaml.safe_load(text)`."))

((call
  function: (attribute attribute: (identifier) @function)
  arguments: (argument_list . (_) . (integer) @mode)) @finding
  (#any-of? @function "chmod" "fchmod" "lchmod")
  (#match? @mode "^0o[0-7]?[0-7][0-7][2367]$")
  (#not-match? @mode "^0o1")
  (#set! rule "world-writable")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "Every user of the machine may write to it")
  (#set! detail "So any of them can replace what your program reads or runs. Give the owner alone the")
  (#set! detail "right, 0o644 or 0o755; for several users make a group."))

((assignment left: (_) @name right: (_) @value) @finding
  (#match? @name "([pP]assw|[a-z]_token|[sS]ecret|[nN]once|[sS]alt|session_?id|PASSW|TOKEN|SECRET)")
  (#match? @value "(^|[^A-Za-z0-9_.])random[.](choice|choices|randint|random|randrange|sample|getrandbits)[(]")
  (#set! rule "predictable-secret")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "The random module can be foretold")
  (#set! detail "Who has seen some of its numbers knows the next. Use the secrets module:")
  (#set! detail "`secrets.token_urlsafe()`, `secrets.choice(…)`."))

; --- Maintainability ---------------------------------------------------------------------------

([(if_statement) (for_statement) (while_statement) (try_statement) (with_statement)
  (match_statement)] @finding
  (#set! rule "deep-nesting")
  (#set! depth "5")
  (#set! severity "information")
  (#set! category "maintainability")
  (#set! title "Five levels deep")
  (#set! detail "Whoever reads this line must remember five conditions. Leave early (`if not …: return`,")
  (#set! detail "`continue`), or give the inner part a function of its own, whose name says what it does."))
((function_definition body: (_) @floor) (#set! rule "deep-nesting"))

; A way out is no level: nothing is in there to be read.
((if_statement
  consequence: (block
    . [(break_statement) (continue_statement) (return_statement) (raise_statement)])
  !alternative) @allowed
  (#set! rule "deep-nesting"))

((function_definition name: (identifier) @name body: (_)) @finding
  (#set! rule "long-function")
  (#set! lines "100")
  (#set! severity "information")
  (#set! category "maintainability")
  (#set! title "{name} is longer than 100 lines")
  (#set! detail "It no longer fits a screen, so nobody sees all of it at once, and its parts cannot be")
  (#set! detail "tested alone. Look for stretches with a comment above them: each is a function."))

; One remark over several lines, each with the word, is one.
((comment) @before . (comment) @allowed
  (#match? @before "^#[[:space:]]*X[X]X ")
  (#match? @allowed "^#[[:space:]]*X[X]X ")
  (#set! rule "todo"))
((comment) @finding
  (#match? @finding "^#[[:space:]]*(@?TO[D]O|FIX[M]E|X[X]X|HACK)([^A-Za-z0-9_]|$)")
  (#set! rule "todo")
  (#set! severity "hint")
  (#set! category "maintainability")
  (#set! title "Work that was left")
  (#set! detail "A note in the code is seen by those who come by, and by nobody else. Do it, put it where")
  (#set! detail "work is planned and name that here, or delete it when it no longer matters."))

([(call function: (identifier)) (call function: (attribute))] @finding
  (#match? @finding "^(breakpoint|i?pdb[.]set_trace)[(][)]$")
  (#set! hush "intentional") (#set! hush "T100")
  (#set! rule "debugger")
  (#set! severity "warning")
  (#set! category "maintainability")
  (#set! title "A breakpoint was left behind")
  (#set! detail "The program stops there and waits for someone at a terminal. Remove it before you commit."))
