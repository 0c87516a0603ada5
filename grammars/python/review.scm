; Rules of the built-in review for Python. Each pattern is one rule: @finding is what is marked,
; the properties are what the person reads, `detail` may come in several parts. {name} stands for
; the text of that capture. @allowed marks a place where the rule named with it is silent.
; With @key and @among, a finding is one only where the same key stood in the same node before.
; Every rule has a sample in tests/builtin/review/python.

; --- Correctness -----------------------------------------------------------------------------

((except_clause . "except" @finding . ":")
  (#set! rule "bare-except")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "Bare except also catches KeyboardInterrupt and SystemExit")
  (#set! detail "Without a class this clause stops Ctrl-C and sys.exit() too, and it hides typing")
  (#set! detail "mistakes such as a NameError. Name what you expect (`except ValueError:`), or write")
  (#set! detail "`except Exception:` where anything may come and you log it."))

; A clause that raises again lets everything through.
((except_clause . "except" @allowed (block (raise_statement))) (#set! rule "bare-except"))

([(default_parameter name: (identifier) @name value: (_) @finding)
  (typed_default_parameter name: (identifier) @name value: (_) @finding)]
  (#any-of? @finding "[]" "{}" "list()" "dict()" "set()")
  (#set! rule "mutable-default")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "The default of {name} is made once and shared by all calls")
  (#set! detail "Python evaluates a default when the function is defined, so what one call adds to it")
  (#set! detail "is still there in the next. Write `{name}=None` and, inside,")
  (#set! detail "`if {name} is None: {name} = …`."))

((comparison_operator operators: ["==" "!="] (none)) @finding
  (#set! rule "none-comparison")
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
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "This can never run")
  (#set! detail "The statement before it always leaves the block. Remove what follows, or move it in")
  (#set! detail "front; often the indentation is one step too deep."))

; --- Security --------------------------------------------------------------------------------

((call function: (identifier) @function
  arguments: (argument_list
    . [(identifier) (attribute) (subscript) (call) (binary_operator)
       (string (interpolation)) (concatenated_string (string (interpolation)))])) @finding
  (#any-of? @function "eval" "exec")
  (#set! rule "eval-exec")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "{function} runs whatever text it is given")
  (#set! detail "If any of that text comes from outside, so does the code that runs. For data use")
  (#set! detail "`ast.literal_eval` or `json.loads`; to choose a function use a dictionary."))

; eval(compile(…)) runs code that the program made itself.
((call function: (identifier) @function
  arguments: (argument_list . (call function: (identifier) @inner))) @allowed
  (#any-of? @function "eval" "exec")
  (#eq? @inner "compile")
  (#set! rule "eval-exec"))

((call
  function: [(attribute attribute: (identifier) @function) (identifier) @function]
  arguments: (argument_list
    . [(identifier) (binary_operator) (call) (attribute)
       (string (interpolation)) (concatenated_string (string (interpolation)))]
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
  (#set! rule "weak-hash")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "{hash} no longer protects anything")
  (#set! detail "Two texts with the same {hash} can be made on a laptop. Write `hashlib.sha256(…)`, for")
  (#set! detail "passwords `hashlib.scrypt`; where it is only a checksum say `usedforsecurity=False`."))

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

((function_definition name: (identifier) @name body: (_)) @finding
  (#set! rule "long-function")
  (#set! lines "100")
  (#set! severity "information")
  (#set! category "maintainability")
  (#set! title "{name} is longer than 100 lines")
  (#set! detail "It no longer fits a screen, so nobody sees all of it at once, and its parts cannot be")
  (#set! detail "tested alone. Look for stretches with a comment above them: each is a function."))

((comment) @finding
  (#match? @finding "^#[[:space:]]*(@?TO[D]O|FIX[M]E|X[X]X|HACK)([^A-Za-z0-9_]|$)")
  (#set! rule "todo")
  (#set! severity "hint")
  (#set! category "maintainability")
  (#set! title "Work that was left")
  (#set! detail "A note in the code is seen by those who come by, and by nobody else. Do it, put it where")
  (#set! detail "work is planned and name that here, or delete it when it no longer matters."))
