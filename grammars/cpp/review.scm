; Rules of the built-in review for C++. The conventions are those of python/review.scm; the samples
; are in tests/builtin/review/cpp.

; --- Correctness: exceptions ---------------------------------------------------------------------

((catch_clause body: (compound_statement) @body) @finding
  (#match? @body "^\\{[[:space:]]*\\}$")
  (#set! rule "empty-catch")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "The exception is swallowed without a trace")
  (#set! detail "When something else than you expect fails here, nobody will know. Handle it, log it, or")
  (#set! detail "say in a comment inside the braces why it does not matter."))

; Nothing may leave a destructor, so there it is the usual thing.
((function_definition
  declarator: (function_declarator
    declarator: [(destructor_name) (qualified_identifier name: (destructor_name))])
  body: [(try_statement (catch_clause) @allowed)
    (compound_statement (try_statement (catch_clause) @allowed))])
  (#set! rule "empty-catch"))

((catch_clause parameters: (parameter_list
  (parameter_declaration
    type: [(type_identifier) (qualified_identifier)] @class
    declarator: (identifier) @name) @finding))
  (#match? @class "([eE]xception|[eE]rror|std::[a-z_]+)$")
  (#not-match? @class "(code|Code|errc|Kind|Type|Ptr|_ptr)$")
  (#set! rule "catch-by-value")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "Caught by value, a derived exception loses what it adds")
  (#set! detail "The copy is a {class} and no more: what() of the class that was thrown is gone. Write")
  (#set! detail "`catch (const {class} &{name})`."))

((throw_statement (new_expression type: (_) @class)) @finding
  (#set! rule "throw-new")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "A pointer is thrown, which no one will delete")
  (#set! detail "`catch (const {class} &)` does not match a pointer, and who catches it must know to")
  (#set! detail "delete it. Throw the object: `throw {class}(…);`."))

((function_definition
  declarator: (function_declarator
    declarator: [(destructor_name) (qualified_identifier name: (destructor_name))]) @head
  body: (compound_statement
    [(throw_statement) @finding
     (if_statement consequence: [(throw_statement) @finding
       (compound_statement (throw_statement) @finding)])]))
  (#not-match? @head "noexcept")
  (#set! rule "throwing-destructor")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "A destructor that throws ends the program")
  (#set! detail "Destructors are noexcept, so std::terminate is called at once. Log the failure, or give")
  (#set! detail "the class a `close()` that may throw and is called before."))

; --- Correctness: lifetimes ----------------------------------------------------------------------

((compound_statement
  (declaration declarator: (init_declarator
    declarator: (pointer_declarator declarator: (identifier) @name)
    value: (new_expression declarator: (new_declarator))))
  (expression_statement (delete_expression (identifier) @deleted) @finding))
  (#eq? @deleted @name)
  (#not-match? @finding "^(::)?delete[[:space:]]*\\[")
  (#set! rule "array-delete")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "{name} was made with new[] and needs delete[]")
  (#set! detail "Without the brackets the behaviour is undefined: only the first element is destroyed, if")
  (#set! detail "the heap survives. Write `delete[] {name}`, or use `std::vector`."))

((function_definition
  declarator: (reference_declarator (function_declarator))
  body: (compound_statement
    (declaration . type: (_) declarator: [(identifier) @name
      (init_declarator declarator: (identifier) @name)])
    (return_statement (identifier) @returned) @finding))
  (#eq? @returned @name)
  (#set! rule "dangling-return")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "{name} is gone when the caller sees the reference")
  (#set! detail "A local variable ends with its function, and the reference to it is then of nothing.")
  (#set! detail "Return by value: the compiler leaves out the copy."))
((function_definition
  declarator: (pointer_declarator declarator: (function_declarator))
  body: (compound_statement
    (declaration . type: (_) declarator: [(identifier) @name
      (init_declarator declarator: (identifier) @name)])
    (return_statement (pointer_expression operator: "&" argument: (identifier) @returned))
      @finding))
  (#eq? @returned @name)
  (#set! rule "dangling-return")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "{name} is gone when the caller sees the pointer")
  (#set! detail "A local variable ends with its function. Return the value itself, or a")
  (#set! detail "`std::unique_ptr` to one that was made for the caller."))

((init_declarator
  declarator: (pointer_declarator declarator: (identifier) @name)
  value: (call_expression
    function: (field_expression
      argument: [
        (parenthesized_expression (binary_expression operator: "+")) @text
        (call_expression function: [(qualified_identifier) (field_expression)] @text)
      ]
      field: (field_identifier) @method))) @finding
  (#any-of? @method "c_str" "data")
  (#match? @text "(^std::(to_string|string)$|(stream|ss|oss|sstr|buf|out|buffer)(\\.|->)str$|^\\(.*[\"].*\\)$|toStdString$|toUtf8$|toLocal8Bit$|toLatin1$)")
  (#set! rule "dangling-text")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "{name} points into a string that ends with this statement")
  (#set! detail "The temporary string frees its text at the semicolon. Keep the string itself in a")
  (#set! detail "variable, and ask that one for `{method}()` where it is needed."))

((expression_statement (call_expression
  function: [(template_function name: (identifier) @class)
    (qualified_identifier name: (template_function name: (identifier) @class))]
  arguments: (argument_list (_)))) @finding
  (#any-of? @class "lock_guard" "unique_lock" "scoped_lock" "shared_lock")
  (#set! rule "temporary-lock")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "This lock is given back at the semicolon")
  (#set! detail "Without a name it is a temporary, and what follows runs unlocked. Name it:")
  (#set! detail "`std::{class} lock(…);`."))

; Only where the types are the same: old compilers wanted it to make a base out of a derived.
((function_definition
  type: (_) @result
  declarator: (function_declarator)
  body: (compound_statement
    (declaration . type: (_) @type declarator: [(identifier) @local
      (init_declarator declarator: (identifier) @local)])
    (return_statement (call_expression
      function: (qualified_identifier) @function
      arguments: (argument_list . (identifier) @moved .))) @finding))
  (#eq? @result @type)
  (#eq? @function "std::move")
  (#eq? @moved @local)
  (#set! rule "move-of-result")
  (#set! severity "information")
  (#set! category "performance")
  (#set! title "std::move keeps {local} from being made in place")
  (#set! detail "A local that is returned by its name is moved by itself, and mostly not even that. Write")
  (#set! detail "`return {local};`."))

; --- Correctness: expressions ----------------------------------------------------------------------

([(if_statement condition: (condition_clause . value: (assignment_expression operator: "=")
    @finding .))
  (while_statement condition: (condition_clause . value: (assignment_expression operator: "="
    right: [(number_literal) (true) (false) (null)]) @finding .))]
  (#set! rule "assignment-in-condition")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "This assigns, where a comparison is usual")
  (#set! detail "If you mean to compare, write `==`. If you mean to assign, declare the variable there")
  (#set! detail "(`if (auto x = …)`), or use a second pair of parentheses."))

([(binary_expression left: (subscript_expression argument: (identifier) @array)
    operator: ["==" "!="] right: (string_literal))
  (binary_expression left: (string_literal) operator: ["==" "!="]
    right: (subscript_expression argument: (identifier) @array))] @finding
  (#eq? @array "argv")
  (#set! rule "string-comparison")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "Addresses are compared, not texts")
  (#set! detail "argv holds pointers, and a literal's address is its own. Compare with")
  (#set! detail "`std::string_view({array}[i]) == \"…\"`, or with `strcmp`."))

((binary_expression
  left: (call_expression
    function: (field_expression field: (field_identifier) @method)
    arguments: (argument_list) @arguments)
  operator: [">=" "<"] @operator
  right: (number_literal) @number) @finding
  (#any-of? @method "size" "length")
  (#eq? @arguments "()")
  (#eq? @number "0")
  (#set! rule "never-negative")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "{method}() is never below zero")
  (#set! detail "So this always gives the same answer. Ask `.empty()`, or compare with `> 0`."))

((expression_statement (call_expression
  function: (field_expression field: (field_identifier) @method)
  arguments: (argument_list) @arguments)) @finding
  (#eq? @method "empty")
  (#eq? @arguments "()")
  (#set! rule "empty-asks")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "empty() only asks, it does not clear")
  (#set! detail "The answer is thrown away here. To take everything out, write `.clear()`."))

((call_expression
  function: (identifier) @function
  arguments: (argument_list . [(assignment_expression operator: "=") (update_expression)] @effect .))
  @finding
  (#any-of? @function "assert" "Q_ASSERT" "DCHECK" "BOOST_ASSERT")
  (#set! rule "assert-with-effect")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "In a release build this does not happen at all")
  (#set! detail "With NDEBUG the whole condition is left out, and what it changes stays as it was. Do the")
  (#set! detail "change in a statement of its own, and assert on the result."))

((call_expression
  function: [(identifier) (qualified_identifier)] @function
  arguments: (argument_list . (_) . (_) . (number_literal) @number .)) @finding
  (#any-of? @function "memset" "std::memset")
  (#eq? @number "0")
  (#set! rule "memset-of-nothing")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "This sets zero bytes")
  (#set! detail "The value comes second and the number of bytes last: `memset(to, 0, sizeof(…))`."))

((binary_expression
  left: [(identifier) (field_expression)] @left
  operator: ["&&" "||"] @operator
  right: [(identifier) (field_expression)] @right) @finding
  (#eq? @left @right)
  (#set! rule "same-operands")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "Both sides of {operator} are the same")
  (#set! detail "One of them should probably name something else; if not, one is enough."))

((declaration type: (_) @class declarator: (init_declarator
  value: [(null) (argument_list . (null) .)]) @finding)
  (#any-of? @class "std::string" "std::string_view" "std::wstring")
  (#set! rule "string-from-null")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "A {class} cannot be made of a null pointer")
  (#set! detail "It reads the text at that address, and the program ends there. Leave it empty, or use")
  (#set! detail "`std::optional<{class}>` where there may be none."))
((function_definition
  type: (_) @class
  declarator: (function_declarator)
  body: (compound_statement [(return_statement (null)) @finding
    (if_statement consequence: [(return_statement (null)) @finding
      (compound_statement (return_statement (null)) @finding)])]))
  (#any-of? @class "std::string" "std::string_view" "std::wstring")
  (#set! rule "string-from-null")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "A {class} cannot be made of a null pointer")
  (#set! detail "It reads the text at that address, and the program ends there. Write `return {{}};`, or")
  (#set! detail "return a `std::optional<{class}>` where there may be none."))

((if_statement consequence: (expression_statement) @finding !alternative)
  (#eq? @finding ";")
  (#set! rule "stray-semicolon")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "This semicolon is all that the if does")
  (#set! detail "The block after it runs in any case. Remove the semicolon."))

; Not a return behind a throw: some compilers ask for it.
([(compound_statement
    [(return_statement) (break_statement) (continue_statement) (goto_statement)]
    .
    [(expression_statement) (return_statement) (if_statement) (for_statement) (for_range_loop)
     (while_statement) (do_statement) (switch_statement) (throw_statement) (try_statement)]
      @finding)
  (compound_statement
    (throw_statement)
    .
    [(expression_statement) (if_statement) (for_statement) (for_range_loop) (while_statement)
     (do_statement) (switch_statement) (throw_statement) (try_statement) (break_statement)]
      @finding)]
  (#not-eq? @finding ";")
  (#set! rule "unreachable-code")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "This can never run")
  (#set! detail "The statement before it always leaves the block. Remove what follows, or move it in")
  (#set! detail "front; often braces are missing around the two."))

((assignment_expression
  left: (_) @target
  right: [(call_expression
      function: [(identifier) (qualified_identifier)] @function
      arguments: (argument_list . (_) @source))
    (cast_expression value: (call_expression
      function: [(identifier) (qualified_identifier)] @function
      arguments: (argument_list . (_) @source)))
    (call_expression
      function: (template_function name: (identifier) @cast)
      arguments: (argument_list . (call_expression
        function: [(identifier) (qualified_identifier)] @function
        arguments: (argument_list . (_) @source))))]) @finding
  (#any-of? @function "realloc" "std::realloc")
  (#eq? @target @source)
  (#not-match? @finding ",[[:space:]]*0\\)*$") ; which frees it
  (#set! rule "realloc-leak")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "When realloc fails, the old block is lost")
  (#set! detail "It returns a null pointer and keeps the old memory, whose only pointer is overwritten")
  (#set! detail "here. Put the result into another variable and check it, or use `std::vector`."))

; --- Security --------------------------------------------------------------------------------

((call_expression function: (identifier) @function) @finding
  (#eq? @function "gets")
  (#set! rule "gets")
  (#set! severity "error")
  (#set! category "security")
  (#set! title "gets cannot know how large the buffer is")
  (#set! detail "Any line that is too long overwrites what lies behind it; C++14 took the function out.")
  (#set! detail "Write `std::getline(std::cin, line)`."))

((call_expression
  function: [(identifier) (qualified_identifier)] @function
  arguments: (argument_list . (_) . [(identifier) (field_expression) (subscript_expression)
                                     (call_expression) (pointer_expression)] @source .)) @finding
  (#any-of? @function "strcpy" "strcat" "std::strcpy" "std::strcat")
  (#not-match? @source "^[A-Z_][A-Z0-9_]*$") ; a macro is a literal, more often than not
  (#set! rule "unsafe-copy")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "{function} copies without a limit")
  (#set! detail "When the source is longer than the room, it overwrites what lies behind it. Keep the text")
  (#set! detail "in a `std::string`, or write `snprintf(to, size, \"%s\", from)` and check its result."))
((call_expression
  function: [(identifier) (qualified_identifier)] @function
  arguments: (argument_list . (_) . (string_literal) @format)) @finding
  (#any-of? @function "sprintf" "vsprintf" "std::sprintf" "std::vsprintf")
  (#match? @format "(^|[^%])(%%)*%[-+ #0-9]*s")
  (#set! rule "unsafe-copy")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "{function} writes a string without a limit")
  (#set! detail "`%s` takes as many bytes as the string has, whatever room there is. Write")
  (#set! detail "`snprintf(to, size, …)` and compare its result with the size, or use `std::format`."))

((call_expression
  function: [(identifier) (qualified_identifier)] @function
  arguments: (argument_list . [(identifier) (field_expression) (subscript_expression)
    (call_expression function: (field_expression field: (field_identifier) @method))] @argument .))
  @finding
  (#any-of? @function "printf" "std::printf")
  (#any-of? @method "c_str" "data")
  (#not-match? @argument "^[A-Z_][A-Z0-9_]*$")
  (#set! rule "format-string")
  (#set! severity "error")
  (#set! category "security")
  (#set! title "A variable is used as format")
  (#set! detail "A `%` in it reads the stack, and `%n` writes memory: whoever controls the text controls")
  (#set! detail "the program. Write `printf(\"%s\", {argument})`."))
((call_expression
  function: [(identifier) (qualified_identifier)] @function
  arguments: (argument_list . (_)
    . [(identifier) (field_expression) (subscript_expression)
       (call_expression function: (field_expression field: (field_identifier) @method))]
      @argument .)) @finding
  (#any-of? @function "fprintf" "std::fprintf" "syslog" "dprintf")
  (#any-of? @method "c_str" "data")
  (#not-match? @argument "^[A-Z_][A-Z0-9_]*$")
  (#set! rule "format-string")
  (#set! severity "error")
  (#set! category "security")
  (#set! title "A variable is used as format")
  (#set! detail "A `%` in it reads the stack, and `%n` writes memory: whoever controls the text controls")
  (#set! detail "the program. Pass it as an argument of `\"%s\"`, or use `fputs`."))

((call_expression
  function: [(identifier) (qualified_identifier)] @function
  arguments: (argument_list . [(identifier) (field_expression) (subscript_expression)
    (binary_expression operator: "+")
    (call_expression function: (field_expression field: (field_identifier) @method))] @argument))
  @finding
  (#any-of? @function "system" "popen" "std::system" "::system" "::popen")
  (#any-of? @method "c_str" "data")
  (#not-match? @argument "^([A-Z_][A-Z0-9_]*|NULL|nullptr)$")
  (#set! rule "shell-command")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "A command put together at run time goes through the shell")
  (#set! detail "A file name such as `x; rm -rf ~` becomes a command. Use `posix_spawn` or `execvp` with")
  (#set! detail "an array of arguments: no shell reads them."))

((call_expression function: [(identifier) (qualified_identifier)] @function) @finding
  (#any-of? @function "tmpnam" "tempnam" "mktemp" "std::tmpnam")
  (#set! rule "temporary-name")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "Between the name and the file someone else can come first")
  (#set! detail "Another process may make a link of that name before you open it. Use `mkstemp`, which")
  (#set! detail "makes and opens the file in one step."))

; Only where a value is put in: names of tables cannot be parameters.
((call_expression
  function: [(identifier) @method (field_expression field: (field_identifier) @method)]
  arguments: (argument_list [
    (binary_expression operator: "+") @text
    (call_expression function: (field_expression
      argument: (parenthesized_expression (binary_expression operator: "+") @text)))
  ])) @finding
  (#any-of? @method "exec" "execute" "query" "prepare" "sqlite3_exec" "mysql_query" "PQexec" "exec0"
   "exec1" "executeQuery" "executeUpdate" "sqlite3_prepare_v2")
  (#match? @text "^[^\"]*\"[[:space:]]*(select|insert|update|delete|SELECT|INSERT|UPDATE|DELETE)[[:space:]]")
  (#match? @text "([=<>(,]|like|LIKE)[[:space:]]*['%]*\"[)]?[[:space:]]*[+]")
  (#not-match? @text "([tT]able|[cC]olumn|[fF]ields|[pP]laceholder)")
  (#set! rule "sql-from-strings")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "SQL is put together from strings")
  (#set! detail "A quote inside a value ends the literal, and what follows runs as SQL. Write `?` in its")
  (#set! detail "place and bind the value (`sqlite3_bind_text`, `addBindValue`, `exec_params`)."))

([(call_expression function: (identifier) @hash)
  (qualified_identifier scope: (namespace_identifier) @class name: (identifier) @hash)] @finding
  (#match? @class "^QCryptographicHash$")
  (#match? @hash "^(MD5|SHA1|MD5_Init|SHA1_Init|EVP_md5|EVP_sha1|CC_MD5|CC_SHA1|Md5|Sha1)$")
  (#set! rule "weak-hash")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "{hash} no longer protects anything")
  (#set! detail "Two texts with the same hash can be made on a laptop. Use SHA-256 (`EVP_sha256`), and for")
  (#set! detail "passwords a slow hash such as Argon2."))

; --- Maintainability ---------------------------------------------------------------------------

((type_identifier) @finding
  (#eq? @finding "auto_ptr")
  (#set! rule "auto-ptr")
  (#set! severity "warning")
  (#set! category "maintainability")
  (#set! title "auto_ptr is no longer in the language")
  (#set! detail "It gave its object away when it was copied, and C++17 took it out. Use")
  (#set! detail "`std::unique_ptr`, which is moved instead: `std::move(p)`."))

([(if_statement
    condition: (condition_clause . value: (identifier) @pointer .)
    consequence: [(expression_statement (delete_expression (identifier) @deleted))
      (compound_statement . (expression_statement (delete_expression (identifier) @deleted)) .)]
    !alternative)
  (if_statement
    condition: (condition_clause . value: (binary_expression
      left: (identifier) @pointer operator: "!=" right: (null)) .)
    consequence: [(expression_statement (delete_expression (identifier) @deleted))
      (compound_statement . (expression_statement (delete_expression (identifier) @deleted)) .)]
    !alternative)] @finding
  (#eq? @pointer @deleted)
  (#set! rule "null-check-before-delete")
  (#set! severity "hint")
  (#set! category "style")
  (#set! title "delete asks for null itself")
  (#set! detail "Deleting a null pointer does nothing, so the question can go; a `std::unique_ptr` needs")
  (#set! detail "neither."))

; Only a header has something around its includes, or says that it is read once.
([(translation_unit
    (preproc_ifdef "#ifndef" (preproc_def !value) (using_declaration "namespace") @finding))
  (translation_unit
    (preproc_call argument: (preproc_arg) @_once)
    (using_declaration "namespace") @finding)]
  (#match? @_once "^[[:space:]]*once")
  (#set! rule "using-in-header")
  (#set! severity "warning")
  (#set! category "maintainability")
  (#set! title "Every file that includes this header gets these names")
  (#set! detail "A name that is added there may change what a call means here. Write the names out in a")
  (#set! detail "header (`std::string`), and keep `using namespace` for .cpp files and functions."))

([(if_statement) (for_statement) (for_range_loop) (while_statement) (do_statement)
  (switch_statement) (try_statement)] @finding
  (#set! rule "deep-nesting")
  (#set! depth "5")
  (#set! severity "information")
  (#set! category "maintainability")
  (#set! title "Five levels deep")
  (#set! detail "Whoever reads this line must remember five conditions. Leave early (`if (…) return;`,")
  (#set! detail "`continue`), or give the inner part a function of its own, whose name says what it does."))
([(function_definition body: (_) @floor) (lambda_expression body: (_) @floor)]
  (#set! rule "deep-nesting"))
; A chain of else if is one level, however long it is.
((else_clause (if_statement) @allowed) (#set! rule "deep-nesting"))

((function_definition
  declarator: [
    (function_declarator declarator: (_) @name)
    (_ (function_declarator declarator: (_) @name))
  ]
  body: (compound_statement)) @finding
  (#not-match? @name "^[A-Z_]*TEST[A-Z_]*$") ; a long list of checks hides nothing
  (#set! rule "long-function")
  (#set! lines "100")
  (#set! severity "information")
  (#set! category "maintainability")
  (#set! title "{name} is longer than 100 lines")
  (#set! detail "It no longer fits a screen, so nobody sees all of it at once, and its parts cannot be")
  (#set! detail "tested alone. Look for stretches with a comment above them: each is a function."))

((comment) @finding
  (#match? @finding "^/[/*]+[[:space:]]*(@?TO[D]O|FIX[M]E|X[X]X|HACK)([^A-Za-z0-9_]|$)")
  (#set! rule "todo")
  (#set! severity "hint")
  (#set! category "maintainability")
  (#set! title "Work that was left")
  (#set! detail "A note in the code is seen by those who come by, and by nobody else. Do it, put it where")
  (#set! detail "work is planned and name that here, or delete it when it no longer matters."))
