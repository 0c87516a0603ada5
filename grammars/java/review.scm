; Rules of the built-in review for Java. The conventions are those of python/review.scm; the
; samples are in tests/builtin/review/java.

; --- Correctness: exceptions ---------------------------------------------------------------------

((catch_clause
  (catch_formal_parameter name: (_) @name)
  body: (block) @body) @finding
  (#match? @body "^\\{[[:space:]]*\\}$")
  (#not-match? @name "^(ignored?|expected|ignore[dA-Z].*|expected[A-Z].*|unused|_|ok|tolerated)$")
  (#set! rule "empty-catch")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "The exception is swallowed without a trace")
  (#set! detail "When something else than you expect fails here, nobody will know. Handle it, log it, or")
  (#set! detail "name it `ignored` and say in a comment why it does not matter."))

((finally_clause (block [(return_statement) (throw_statement)] @finding))
  (#set! rule "leaving-finally")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "Leaving finally here drops the exception that is under way")
  (#set! detail "It also replaces the value that try or catch returned. Let finally only clean up, and")
  (#set! detail "return after the whole statement."))

((expression_statement (object_creation_expression type: (_) @class !type_arguments)) @finding
  (#match? @class "[a-z](Exception|Error)$")
  (#set! rule "unthrown-exception")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "This exception is made and never thrown")
  (#set! detail "The statement does nothing. Write `throw new {class}(…);`, or take it out."))

; --- Correctness: comparisons ----------------------------------------------------------------------

([(binary_expression left: (string_literal) @literal operator: ["==" "!="] right: (_) @other)
  (binary_expression left: (_) @other operator: ["==" "!="] right: (string_literal) @literal)]
  @finding
  (#not-eq? @other "null")
  (#set! rule "string-comparison")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "Two objects are compared, not two texts")
  (#set! detail "Equal texts are mostly not one object. Write `{literal}.equals({other})`, which also holds")
  (#set! detail "when the other is null."))

((method_invocation
  name: (identifier) @method
  arguments: (argument_list . (null_literal) .)) @finding
  (#eq? @method "equals")
  (#set! rule "equals-null")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "equals(null) is always false, or fails")
  (#set! detail "By its contract nothing equals null, and a null object has no `equals`. Write `== null`."))

((class_body (method_declaration
  type: (boolean_type)
  name: (identifier) @finding
  parameters: (formal_parameters . (formal_parameter type: (type_identifier) @type) .)))
  (#eq? @finding "equals")
  (#eq? @type "Object")
  (#set! rule "equals-without-hash")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "equals has no hashCode beside it")
  (#set! detail "Two equal objects then land in different places of a HashMap or HashSet, and are not found.")
  (#set! detail "Write `hashCode()` from the same fields: `Objects.hash(…)`."))
([(class_body
    (method_declaration name: (identifier) @allowed)
    (method_declaration name: (identifier) @other))
  (class_body
    (method_declaration name: (identifier) @other)
    (method_declaration name: (identifier) @allowed))]
  (#eq? @allowed "equals")
  (#eq? @other "hashCode")
  (#set! rule "equals-without-hash"))

((binary_expression
  left: (method_invocation name: (identifier) @method arguments: (argument_list) @arguments)
  operator: [">=" "<"]
  right: (decimal_integer_literal) @number) @finding
  (#any-of? @method "size" "length")
  (#eq? @arguments "()")
  (#eq? @number "0")
  (#set! rule "never-negative")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "{method} is never below zero")
  (#set! detail "So this always gives the same answer. Ask `isEmpty()`, or compare with `> 0`."))

((binary_expression
  left: [(identifier) (field_access)] @left
  operator: ["&&" "||"] @operator
  right: [(identifier) (field_access)] @right) @finding
  (#eq? @left @right)
  (#set! rule "same-operands")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "Both sides of {operator} are the same")
  (#set! detail "One of them should probably name something else; if not, one is enough."))

; --- Correctness: statements -----------------------------------------------------------------------

((expression_statement (assignment_expression
  left: [(identifier) (field_access)] @left operator: "=" right: [(identifier) (field_access)] @right))
  @finding
  (#eq? @left @right)
  (#set! rule "self-assignment")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "{left} is set to itself")
  (#set! detail "Where a parameter has the name of the field, write `this.{left} = {right};`."))

; Only a constant: to keep the answer of a call at hand is an idiom.
([(if_statement condition: (parenthesized_expression . (assignment_expression operator: "="
    right: [(true) (false)]) @finding .))
  (while_statement condition: (parenthesized_expression . (assignment_expression operator: "="
    right: [(true) (false)]) @finding .))]
  (#set! rule "assignment-in-condition")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "This assigns a constant, so the condition never changes")
  (#set! detail "What stood in the variable is lost. Write the variable alone, or `!` in front of it."))

((if_statement consequence: ";" @finding !alternative)
  (#set! rule "stray-semicolon")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "This semicolon is all that the if does")
  (#set! detail "The block after it runs in any case. Remove the semicolon."))

((expression_statement (method_invocation
  object: (_) @text name: (identifier) @method arguments: (argument_list) @arguments)) @finding
  (#any-of? @method "trim" "strip" "toUpperCase" "toLowerCase" "substring" "stripLeading"
   "stripTrailing")
  (#not-match? @text "([bB]uilder|[bB]uffer|sb|[eE]ditor|verify\\(.*\\)|this|super)$")
  (#set! rule "ignored-text")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "{method} does not change the text it is called on")
  (#set! detail "A String never changes: the result is a new one, and it is thrown away here. Write")
  (#set! detail "`{text} = {text}.{method}{arguments};`."))

((method_invocation
  object: (object_creation_expression type: (type_identifier) @class)
  name: (identifier) @method
  arguments: (argument_list) @arguments) @finding
  (#eq? @class "Thread")
  (#eq? @method "run")
  (#eq? @arguments "()")
  (#set! rule "thread-run")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "run() does the work here and now, in this thread")
  (#set! detail "No new thread begins, and the caller waits for the end of it. Write `.start()`."))

([(if_statement consequence: (expression_statement (method_invocation
    !object name: (identifier) @method arguments: (argument_list) @arguments) @finding))
  (if_statement consequence: (block (expression_statement (method_invocation
    !object name: (identifier) @method arguments: (argument_list) @arguments) @finding)))]
  (#eq? @method "wait")
  (#eq? @arguments "()")
  (#set! rule "wait-in-if")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "wait() may return although nothing has happened")
  (#set! detail "Threads wake up for no reason, or come second after a notifyAll. Ask again after each wait:")
  (#set! detail "`while (…) wait();`."))

([(enhanced_for_statement
    value: (identifier) @list
    body: (block (expression_statement (method_invocation
      object: (identifier) @removed name: (identifier) @method) @finding)))
  (enhanced_for_statement
    value: (identifier) @list
    body: (block (if_statement consequence: [
      (expression_statement (method_invocation
        object: (identifier) @removed name: (identifier) @method) @finding)
      (block (expression_statement (method_invocation
        object: (identifier) @removed name: (identifier) @method) @finding))])))]
  (#eq? @list @removed)
  (#any-of? @method "remove" "add" "clear" "addAll" "removeAll")
  (#set! rule "changed-while-iterating")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "{list} is changed while the loop goes over it")
  (#set! detail "The next round throws a ConcurrentModificationException. Write")
  (#set! detail "`{list}.removeIf(…)`, use an Iterator's `remove()`, or collect first and change after."))
; Who leaves the loop at once has no next round.
([(block
    (expression_statement (method_invocation) @allowed)
    [(break_statement) (return_statement) (throw_statement)])]
  (#set! rule "changed-while-iterating"))

((object_creation_expression
  type: (type_identifier) @class
  arguments: (argument_list . [(decimal_floating_point_literal)
    (unary_expression (decimal_floating_point_literal))] @number .)) @finding
  (#eq? @class "BigDecimal")
  (#match? @number "\\.[0-9]*[1-9]")
  (#not-match? @number "\\.(5|25|75|125|375|625|875)0*[dDfF]?$")
  (#set! rule "inexact-decimal")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "{number} is no longer exact when it gets here")
  (#set! detail "The double is the nearest binary fraction, and all its digits are taken over. Write")
  (#set! detail "`new BigDecimal(\"{number}\")`."))

((method_declaration
  type: (generic_type . (type_identifier) @type)
  body: (block [
    (return_statement (null_literal)) @finding
    (if_statement consequence: [(return_statement (null_literal)) @finding
      (block (return_statement (null_literal)) @finding)])
  ]))
  (#eq? @type "Optional")
  (#set! rule "null-optional")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "An Optional must never be null")
  (#set! detail "Callers ask `isPresent()` without a check, and fail there. Return `Optional.empty()`."))

((field_declaration (modifiers "static") type: (type_identifier) @type) @finding
  (#any-of? @type "SimpleDateFormat" "DateFormat" "NumberFormat" "DecimalFormat" "Calendar")
  (#set! rule "shared-format")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "A {type} must not be shared by threads")
  (#set! detail "It keeps half-made results in itself, and two threads mix theirs up without an error. Use a")
  (#set! detail "`DateTimeFormatter`, which never changes, or make one for each use."))

((method_invocation
  object: (object_creation_expression type: (type_identifier) @class
    arguments: (argument_list . [(identifier) (string_literal) (field_access) (method_invocation)
      (object_creation_expression type: (type_identifier) @inner)]))
  name: (identifier) @method) @finding
  (#any-of? @class "FileInputStream" "FileReader" "FileOutputStream" "FileWriter" "RandomAccessFile"
   "PrintWriter")
  (#match? @method "^(read|write|print|append|readAllBytes|transferTo)")
  (#not-match? @inner "^String")
  (#set! rule "unclosed-stream")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "Nobody can close this {class}")
  (#set! detail "It has no name, so the file stays open until the collector comes by; what is written may be")
  (#set! detail "lost. Write `try (var stream = new {class}(…)) {{ … }}`, or use `Files`."))

; --- Security --------------------------------------------------------------------------------

; Only where a value is put in: names of tables cannot be parameters.
((method_invocation
  name: (identifier) @method
  arguments: (argument_list . (binary_expression operator: "+") @finding))
  (#any-of? @method "execute" "executeQuery" "executeUpdate" "prepareStatement" "createQuery"
   "createNativeQuery" "createStatement" "query" "queryForObject" "queryForList" "rawQuery" "execSQL"
   "update" "addBatch")
  (#match? @finding "^\"[[:space:]]*(select|insert|update|delete|SELECT|INSERT|UPDATE|DELETE)[[:space:]]")
  (#match? @finding "([=<>(,]|like|LIKE)[[:space:]]*['%]*\"[[:space:]]*[+][[:space:]]*[^\"[:space:]]")
  (#not-match? @finding "([tT]able|TABLE|[cC]olumn|COLUMN|[fF]ields|[pP]laceholder|_ID|KEY_)")
  (#set! rule "sql-from-strings")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "SQL is put together from strings")
  (#set! detail "A quote inside a value ends the literal, and what follows runs as SQL. Write `?` in its")
  (#set! detail "place and `setString(1, value)`; with JPA `:name` and `setParameter(\"name\", value)`."))

([(method_invocation
    object: (_) @runtime
    name: (identifier) @method
    arguments: (argument_list . (binary_expression operator: "+") @finding))
  (object_creation_expression
    type: (type_identifier) @class
    arguments: (argument_list
      . (string_literal) @shell . (string_literal) @flag
      . [(identifier) (binary_expression operator: "+") (method_invocation)] @finding .))]
  (#match? @runtime "(^Runtime\\.getRuntime\\(\\)|^runtime|^rt)$")
  (#eq? @method "exec")
  (#eq? @class "ProcessBuilder")
  (#match? @shell "^\"(/bin/|/usr/bin/)?(sh|bash|zsh|cmd|cmd\\.exe)\"$")
  (#any-of? @flag "\"-c\"" "\"/c\"" "\"/C\"")
  (#set! rule "shell-command")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "A command is put together from strings")
  (#set! detail "A name with a blank or a `;` in it becomes more arguments, or another command. Hand over")
  (#set! detail "each argument apart: `new ProcessBuilder(\"tool\", name)`."))

([(method_invocation
    object: (identifier) @class
    name: (identifier) @method
    arguments: (argument_list . (string_literal) @hash))
  (method_invocation object: (identifier) @class name: (identifier) @hash)] @finding
  (#any-of? @class "MessageDigest" "DigestUtils")
  (#eq? @method "getInstance")
  (#match? @hash "^(\"(MD[245]|SHA-?1)\"|(md5|sha1)(Hex|DigestAsHex)?)$")
  (#set! rule "weak-hash")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "{hash} no longer protects anything")
  (#set! detail "Two texts with the same hash can be made on a laptop. Use `\"SHA-256\"`, and for passwords a")
  (#set! detail "slow hash such as bcrypt or Argon2."))

((method_invocation
  object: (identifier) @class
  name: (identifier) @method
  arguments: (argument_list . (string_literal) @cipher)) @finding
  (#eq? @class "Cipher")
  (#eq? @method "getInstance")
  (#match? @cipher "^\"((DES|DESede|RC4|RC2|ARCFOUR|Blowfish)(/.*)?|AES|AES/ECB/.*)\"$")
  (#set! rule "weak-cipher")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "{cipher} shows what it should hide")
  (#set! detail "DES and RC4 are broken, and ECB (which a bare \"AES\" means) gives equal blocks equal")
  (#set! detail "ciphers. Use `\"AES/GCM/NoPadding\"` with a nonce that is used once."))

([(method_declaration name: (identifier) @name @finding body: (block) @body)
  (method_invocation
    name: (identifier) @name
    arguments: (argument_list . (lambda_expression body: [(true) (block . (return_statement (true)) .)])
      .)) @finding]
  (#any-of? @name "checkServerTrusted" "setHostnameVerifier" "setDefaultHostnameVerifier"
   "hostnameVerifier" "setSSLHostnameVerifier")
  (#match? @body "^\\{[[:space:]]*(//[^\n]*[[:space:]]*|return;[[:space:]]*)*\\}$")
  (#set! rule "unverified-tls")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "Any server is believed")
  (#set! detail "Anyone on the way can read and change what is sent. For a private authority load its")
  (#set! detail "certificate into a KeyStore, and make the SSLContext from that."))

; --- Performance -----------------------------------------------------------------------------

([(for_statement body: (block (expression_statement (assignment_expression
    left: (identifier) @text operator: "+="
    right: [(string_literal) (binary_expression left: (string_literal) operator: "+")
      (binary_expression operator: "+" right: (string_literal))]) @finding)))
  (enhanced_for_statement body: (block (expression_statement (assignment_expression
    left: (identifier) @text operator: "+="
    right: [(string_literal) (binary_expression left: (string_literal) operator: "+")
      (binary_expression operator: "+" right: (string_literal))]) @finding)))
  (while_statement body: (block (expression_statement (assignment_expression
    left: (identifier) @text operator: "+="
    right: [(string_literal) (binary_expression left: (string_literal) operator: "+")
      (binary_expression operator: "+" right: (string_literal))]) @finding)))]
  (#set! rule "concatenation-in-loop")
  (#set! severity "information")
  (#set! category "performance")
  (#set! title "Every round copies all of {text} once more")
  (#set! detail "Twice as many rounds take four times as long. Append to a `StringBuilder`, or use")
  (#set! detail "`String.join` or `Collectors.joining`."))

((object_creation_expression
  type: (type_identifier) @class
  arguments: (argument_list . (_) .)) @finding
  (#any-of? @class "Integer" "Long" "Boolean" "Double" "Float" "Short" "Byte" "Character")
  (#set! rule "boxed-constructor")
  (#set! severity "information")
  (#set! category "performance")
  (#set! title "This always makes a new {class}")
  (#set! detail "The constructor is deprecated and will go: `{class}.valueOf(…)` takes the one that is there,")
  (#set! detail "and mostly the compiler boxes by itself."))
((object_creation_expression
  type: (type_identifier) @class
  arguments: (argument_list . (string_literal) .)) @finding
  (#eq? @class "String")
  (#set! rule "boxed-constructor")
  (#set! severity "information")
  (#set! category "performance")
  (#set! title "This makes a copy of a text that never changes")
  (#set! detail "The literal is a String already, and there is only one of it. Write it alone."))

; --- Maintainability and style -----------------------------------------------------------------

((catch_clause
  (catch_formal_parameter name: (_) @name)
  body: [
    (block . (expression_statement (method_invocation
      object: (identifier) @object name: (identifier) @method
      arguments: (argument_list) @arguments)) @finding .)
    (block . (expression_statement (method_invocation
      object: (identifier) @object name: (identifier) @method
      arguments: (argument_list) @arguments)) @finding . (line_comment) .)
  ])
  (#eq? @object @name)
  (#eq? @method "printStackTrace")
  (#eq? @arguments "()")
  (#set! rule "printed-stack-trace")
  (#set! severity "information")
  (#set! category "maintainability")
  (#set! title "The error is only printed, and the program goes on")
  (#set! detail "Where nobody watches the terminal it is lost, and what follows works with half a result. Log")
  (#set! detail "it with the logger, or throw it on: `throw new IllegalStateException({name});`."))

((method_declaration
  type: (void_type)
  name: (identifier) @finding
  parameters: (formal_parameters) @parameters)
  (#eq? @finding "finalize")
  (#eq? @parameters "()")
  (#set! rule "finalizer")
  (#set! severity "warning")
  (#set! category "maintainability")
  (#set! title "finalize may run late, or never")
  (#set! detail "It is deprecated for removal. Implement `AutoCloseable` and use try-with-resources, or a")
  (#set! detail "`Cleaner` as a safety net."))

((binary_expression operator: ["==" "!="] right: [(true) (false)] @literal) @finding
  (#set! rule "bool-comparison")
  (#set! severity "hint")
  (#set! category "style")
  (#set! title "A condition is compared with {literal}")
  (#set! detail "It is true or false already: write the condition itself, or `!` in front of it."))

([(if_statement) (for_statement) (enhanced_for_statement) (while_statement) (do_statement)
  (switch_expression) (try_statement) (try_with_resources_statement) (synchronized_statement)]
  @finding
  (#set! rule "deep-nesting")
  (#set! depth "5")
  (#set! severity "information")
  (#set! category "maintainability")
  (#set! title "Five levels deep")
  (#set! detail "Whoever reads this line must remember five conditions. Leave early (`if (…) return;`,")
  (#set! detail "`continue`), or give the inner part a method of its own, whose name says what it does."))
([(method_declaration body: (_) @floor) (constructor_declaration body: (_) @floor)
  (lambda_expression body: (_) @floor) (static_initializer (block) @floor)]
  (#set! rule "deep-nesting"))
; A chain of else if is one level, however long it is.
((if_statement alternative: (if_statement) @allowed) (#set! rule "deep-nesting"))

([(method_declaration name: (identifier) @name body: (block))
  (constructor_declaration name: (identifier) @name)] @finding
  (#set! rule "long-function")
  (#set! lines "100")
  (#set! severity "information")
  (#set! category "maintainability")
  (#set! title "{name} is longer than 100 lines")
  (#set! detail "It no longer fits a screen, so nobody sees all of it at once, and its parts cannot be")
  (#set! detail "tested alone. Look for stretches with a comment above them: each is a method."))

([(line_comment) (block_comment)] @finding
  (#match? @finding "^/[/*]+[[:space:]]*(@?TO[D]O|FIX[M]E|X[X]X|HACK)([^A-Za-z0-9_]|$)")
  (#set! rule "todo")
  (#set! severity "hint")
  (#set! category "maintainability")
  (#set! title "Work that was left")
  (#set! detail "A note in the code is seen by those who come by, and by nobody else. Do it, put it where")
  (#set! detail "work is planned and name that here, or delete it when it no longer matters."))
