; Rules of the built-in review for shell scripts. The conventions are those of python/review.scm;
; the samples are in tests/builtin/review/bash. What hangs on options of the whole script (`set -e`)
; is left alone.

; --- Correctness -----------------------------------------------------------------------------

((test_command . "[" [
  (unary_expression operator: (test_operator) @_operator (simple_expansion) @variable)
  (unary_expression (unary_expression
    operator: (test_operator) @_operator (simple_expansion) @variable))]) @finding
  (#eq? @_operator "-n")
  (#not-any-of? @variable "$?" "$#" "$$" "$!")
  (#set! rule "unquoted-test")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "[ -n {variable} ] is true even when it is empty")
  (#set! detail "Without quotes an empty variable leaves `[ -n ]`, which asks whether the text `-n` is")
  (#set! detail "there. Write `[ -n \"{variable}\" ]`."))

((test_command . "[" (binary_expression
  . left: (simple_expansion (variable_name)) @variable operator: ["=" "==" "!="]
  right: [(word) (string) (raw_string) (concatenation) (simple_expansion) (expansion)])) @finding
  (#set! rule "unquoted-test")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "When {variable} is empty or has a blank, this test is an error")
  (#set! detail "The shell puts nothing in its place, or several words, and `[` says `unary operator")
  (#set! detail "expected`. Write `\"{variable}\"`, or `[[ … ]]` where it is Bash."))

((test_command . "[" (binary_expression operator: ["<" ">"]) @finding)
  (#set! rule "comparison-redirects")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "In single brackets this sign opens a file and compares nothing")
  (#set! detail "Write `-lt` and `-gt` for numbers. For texts `[[ … ]]` knows `<` and `>`; in `[` they need")
  (#set! detail "a backslash."))

; echo puts blanks between its arguments anyway.
([(command name: (command_name) @_name
    argument: (simple_expansion (special_variable_name) @_all) @finding)
  (for_statement value: (simple_expansion (special_variable_name) @_all) @finding)]
  (#eq? @_all "@") (#not-eq? @_name "echo")
  (#set! rule "unquoted-arguments")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "$@ without quotes splits arguments at their blanks")
  (#set! detail "A file named `my notes` becomes two. Write `\"$@\"`: it hands on every argument as it came."))

((for_statement value: (command_substitution . (command name: (command_name) @_name)) @finding)
  (#any-of? @_name "ls" "find")
  (#set! rule "loop-over-listing")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "File names are split at their blanks")
  (#set! detail "Let the shell list them, `for file in *.txt`, or read what find says:")
  (#set! detail "`find … -print0 | while IFS= read -r -d '' file`."))

; Where more than one variable is read, or a number, there is hardly a backslash.
((while_statement condition: (command name: (command_name) @_name argument: (word) @_into .)
  @finding)
  (#eq? @_name "read")
  (#match? @finding "read[[:space:]]+[A-Za-z_]+$")
  (#match? @_into "([lL]ine|LINE|[fF]ile|FILE|[pP]ath|PATH|[nN]ame|NAME|[dD]ir|DIR|[tT]ext|TEXT)")
  (#not-match? @finding "[[:space:]]-[a-zA-Z]*r")
  (#set! rule "read-without-r")
  (#set! severity "information")
  (#set! category "correctness")
  (#set! title "read takes backslashes out of what it reads")
  (#set! detail "A line that ends with one is joined with the next. Write `while IFS= read -r line`, which")
  (#set! detail "leaves lines as they are."))

([(command name: (command_name (word) @name) . argument: (word) @_sign)] @finding
  (#eq? @_sign "=")
  (#match? @name "^[A-Za-z_][A-Za-z0-9_]*$")
  (#not-any-of? @name "test" "expr" "let" "echo" "printf")
  (#set! rule "blanks-around-equals")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "This runs a command named {name}")
  (#set! detail "An assignment has no blanks around its sign: `{name}=value`."))

((redirected_statement
  redirect: (file_redirect descriptor: (file_descriptor) @_from destination: (number) @_to) @finding
  . redirect: (file_redirect . [">" ">>"] destination: (_) @file))
  (#eq? @_from "2") (#eq? @_to "1")
  (#set! rule "redirect-order")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "Errors still go to the terminal, not to {file}")
  (#set! detail "Redirections are done from left to right: errors go where output went before. Write")
  (#set! detail "`>{file} 2>&1`."))
; In front of a pipe that order sends the errors alone through it.
([(pipeline (redirected_statement redirect: (file_redirect) @allowed))
  (command_substitution (redirected_statement redirect: (file_redirect) @allowed))
  (command_substitution (pipeline (redirected_statement redirect: (file_redirect) @allowed)))
  (command_substitution (list (redirected_statement redirect: (file_redirect) @allowed)))]
  (#set! rule "redirect-order"))

((redirected_statement
  body: (command name: (command_name) @_name)
  redirect: (file_redirect . [">" ">>"] destination: (_) @file) @finding)
  (#any-of? @_name "sudo" "doas")
  (#match? @file "^[\"']?/(etc|usr|var|sys|proc|root|boot|lib|opt)/")
  (#set! rule "sudo-redirect")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "{file} is opened without the rights of sudo")
  (#set! detail "The shell opens the file before sudo starts. Write `… | sudo tee {file} >/dev/null`."))

((test_command . "[[" (binary_expression operator: "=~" right: (string) @finding))
  (#match? @finding "[][*+?^\\\\()|]|[.][*]")
  (#not-match? @finding "[$]")
  (#set! rule "quoted-pattern")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "In quotes a pattern is a plain text")
  (#set! detail "`=~ \"a.*\"` looks for a dot and a star. Leave the quotes away, or put the pattern into a")
  (#set! detail "variable and write `=~ $pattern`."))

([(variable_assignment value: (string) @finding)
  (test_command (unary_expression (string) @finding))
  (file_redirect destination: (string) @finding)]
  (#match? @finding "^\"~/[^ ]*\"$")
  (#set! rule "quoted-tilde")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "In quotes ~ is not the home folder")
  (#set! detail "The shell looks for a folder whose name is a tilde. Write `\"$HOME/…\"`."))

((command name: (command_name) @name . argument: (number) @number) @finding
  (#any-of? @name "exit" "return")
  (#match? @number "^(-[0-9]+|25[6-9]|2[6-9][0-9]|[3-9][0-9][0-9]|[0-9]{4,})$")
  (#set! rule "status-out-of-range")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "{number} is no status")
  (#set! detail "A status is one byte, 0 to 255: the caller sees another number (255 for -1, 0 for 256).")
  (#set! detail "Where a function is to give a number, let it print it."))

((declaration_command ["local" "declare" "typeset" "readonly" "export"]
  (variable_assignment value: [(command_substitution) (string (command_substitution))])) @finding
  .
  (if_statement condition: (test_command) @_condition)
  (#match? @_condition "[$][?]")
  (#set! rule "status-of-local")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "$? is the status of the declaration, which always works")
  (#set! detail "The command's own status is lost. Declare first and assign on the next line:")
  (#set! detail "`local result; result=$(…)`."))

([(compound_statement
    (command name: (command_name) @_exit) . [(command) (variable_assignment) (pipeline) (list)
      (if_statement) (for_statement) (while_statement) (case_statement) (redirected_statement)
      (declaration_command)] @finding)
  (do_group
    (command name: (command_name) @_exit) . [(command) (variable_assignment) (pipeline) (list)
      (if_statement) (for_statement) (while_statement) (case_statement) (redirected_statement)
      (declaration_command)] @finding)
  (if_statement "then"
    (command name: (command_name) @_exit) . [(command) (variable_assignment) (pipeline) (list)
      (if_statement) (for_statement) (while_statement) (case_statement) (redirected_statement)
      (declaration_command)] @finding)
  (else_clause
    (command name: (command_name) @_exit) . [(command) (variable_assignment) (pipeline) (list)
      (if_statement) (for_statement) (while_statement) (case_statement) (redirected_statement)
      (declaration_command)] @finding)]
  (#any-of? @_exit "exit" "return" "break" "continue")
  (#set! rule "unreachable-code")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "This can never run")
  (#set! detail "The command before it always leaves. Remove what follows, or move it in front."))

((heredoc_redirect "<<" (heredoc_body) @_body . (heredoc_end) @finding)
  (#match? @_body "\n[ \t]+$")
  (#set! rule "indented-heredoc-end")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "The here document does not end here")
  (#set! detail "Its last word must stand at the beginning of the line, with nothing behind it; else all of")
  (#set! detail "the script that follows is taken for its text. With `<<-` tabs may stand in front."))

; --- Security --------------------------------------------------------------------------------

((command name: (command_name) @_name . argument: (word) @_flag argument: [
  (concatenation . [(simple_expansion (variable_name))
                    (string . (simple_expansion (variable_name)) .)] . (word) @_rest)
  (string . (simple_expansion (variable_name)) . (string_content) @_rest .)
  (concatenation . (string . (simple_expansion (variable_name)) . (string_content) @_rest .)
    . (word) @_glob)]
  @finding)
  (#eq? @_name "rm")
  (#match? @_flag "^-[a-zA-Z]*[rR]")
  (#match? @_glob "^[*]")
  (#match? @_rest "^/([*]|$|(bin|boot|dev|etc|home|lib|lib64|opt|root|run|sbin|srv|sys|usr|var|tmp)(/|$))")
  (#set! rule "rm-of-root")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "If the variable is empty, this deletes from the root of the disk")
  (#set! detail "A typo or a missing argument is enough. Write `\"${{name:?}}\"/…`: the script then stops")
  (#set! detail "when there is nothing in it."))

((command name: (command_name) @_name . argument: [(string) (simple_expansion)] @what) @finding
  (#eq? @_name "eval")
  (#match? @what "^\"?[$][{]?[1-9@*][}]?\"?$")
  (#set! rule "eval-of-arguments")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "eval runs whatever the caller hands over")
  (#set! detail "A name such as `x; rm -rf ~` becomes a command. To run the arguments write `\"$@\"`; to set")
  (#set! detail "a variable by its name `printf -v \"$name\" …` or `declare -n` (Bash)."))

((pipeline
  (command name: (command_name) @_get) .
  (command name: (command_name) @_shell) @_run) @finding
  (#any-of? @_get "curl" "wget")
  (#any-of? @_shell "sh" "bash" "zsh" "dash" "sudo" "python" "python3" "perl")
  (#match? @_run "^(sudo[[:space:]]+(-[a-zA-Z]+[[:space:]]+)*)?(/bin/)?(sh|bash|zsh|dash|python3?|perl)([[:space:]]+-[a-zA-Z]*)?([[:space:]].*)?$")
  (#not-match? @_run "[[:space:]](-c|-m|-[nple]+e)[[:space:]]")
  (#set! rule "download-and-run")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "What the network sends is run unseen")
  (#set! detail "A broken connection runs half a script, a broken server runs anything. Download to a file,")
  (#set! detail "compare its checksum (`sha256sum -c`), and run that."))

((command name: (command_name) @_name argument: [(number) (word)] @mode) @finding
  (#eq? @_name "chmod")
  (#match? @mode "^(0?777|0?666|a[+=]r?w[xX]*|[ugo]*o[ug]*[+=]r?w[xX]*|ugo[+]rwx|a[+]rwx)$")
  (#set! rule "writable-by-all")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "Everyone on the machine may change this")
  (#set! detail "With `{mode}` any program of any user can replace it. Give rights to those who need them:")
  (#set! detail "`chmod u=rwX,g=rX,o=`, and `chown` or `chgrp` for the rest."))

([(variable_assignment value: [(concatenation) (string)] @finding)
  (file_redirect [">" ">>"] destination: [(concatenation) (string)] @finding)]
  (#match? @finding "^\"?/(var/)?tmp/[^/]*[$]([$]|[{][$][}])")
  (#set! rule "guessable-file")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "Others can guess this name")
  (#set! detail "Process numbers are known: someone may put a link of that name there first, and the script")
  (#set! detail "writes where it points. Write `file=$(mktemp)`."))

((command name: (command_name) @name argument: (word) @finding)
  (#any-of? @name "curl" "wget")
  (#match? @finding "^(--insecure|--no-check-certificate)$")
  (#set! rule "unverified-tls")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "The server's certificate is not checked")
  (#set! detail "Anyone on the way can read and change what is sent. For a private authority name its file:")
  (#set! detail "`curl --cacert ca.pem`, `wget --ca-certificate=ca.pem`."))
((command name: (command_name) @_name argument: (word) @finding)
  (#eq? @_name "curl")
  (#match? @finding "^-[fsSLvgI#]*k[fsSLvgI#]*$")
  (#set! rule "unverified-tls")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "The server's certificate is not checked")
  (#set! detail "Anyone on the way can read and change what is sent. For a private authority name its file:")
  (#set! detail "`curl --cacert ca.pem`."))

; --- Maintainability ---------------------------------------------------------------------------

([(if_statement) (for_statement) (c_style_for_statement) (while_statement) (case_statement)]
  @finding
  (#set! rule "deep-nesting")
  (#set! depth "5")
  (#set! severity "information")
  (#set! category "maintainability")
  (#set! title "Five levels deep")
  (#set! detail "Whoever reads this line must remember five conditions. Leave early (`[ … ] || return`,")
  (#set! detail "`continue`), or give the inner part a function of its own, whose name says what it does."))
((function_definition body: (_) @floor) (#set! rule "deep-nesting"))

((function_definition name: (word) @name) @finding
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
