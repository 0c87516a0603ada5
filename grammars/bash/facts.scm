; What the built-in explanation knows of shell scripts. The conventions are those of
; python/facts.scm. A function's parameters are what its body takes by number, and what it returns
; is a status.

; --- Statements and how to say them ------------------------------------------------------------

; A condition stands beside what depends on it, so that the words between them matter.
(program (_) @statement)
(compound_statement "{" (_) @statement)
(subshell (_) @statement)
(do_group (_) @statement)
(if_statement "then" [(command) (variable_assignment) (variable_assignments) (declaration_command)
  (unset_command) (test_command) (negated_command) (for_statement) (c_style_for_statement)
  (while_statement) (if_statement) (case_statement) (pipeline) (list) (compound_statement)
  (function_definition) (subshell) (redirected_statement)] @statement)
(elif_clause "then" (_) @statement)
(else_clause (_) @statement)
(case_statement (case_item) @statement)
(case_item ")" (_) @statement)
[(elif_clause) (else_clause)] @arm
(comment) @comment
(function_definition) @silent
((program . (comment) @doc)
  (#match? @doc "^#[^!].*[.]$") (#not-match? @doc "(Copyright|SPDX)"))
((program . (comment) @_shebang . (comment) @doc)
  (#match? @_shebang "^#!") (#match? @doc "[.]$") (#not-match? @doc "(Copyright|SPDX)"))

((if_statement condition: (_) @condition) @step (#set! say "if {condition}"))
((elif_clause . (_) @condition) @step (#set! say "otherwise, if {condition}"))
((else_clause) @step (#set! say "otherwise"))
((for_statement variable: (_) @item) @step (#set! say "for each argument, as {item}"))
((for_statement variable: (_) @item value: (_) @items) @step
  (#set! say "for each {item} of {items}"))
((for_statement variable: (_) @item . value: (_) @items . value: (_)) @step
  (#set! say "for each {item} of {items} …"))
((c_style_for_statement) @step (#set! say "loops"))
((c_style_for_statement condition: (_) @condition) @step (#set! say "loops while {condition}"))
([(while_statement condition: (_) @condition)
  (redirected_statement body: (while_statement condition: (_) @condition))] @step
  (#set! say "while {condition}"))
([(while_statement "until" condition: (_) @condition)
  (redirected_statement body: (while_statement "until" condition: (_) @condition))] @step
  (#set! say "until {condition}"))
((case_statement value: (_) @value) @step (#set! say "depending on {value}"))
((case_item value: (_) @value) @step (#set! say "case {value}"))
((case_item value: (_) @value . value: (_) @other) @step (#set! say "case {value} or {other}"))
((command) @text @step (#set! say "runs {text}"))
((negated_command) @text @step (#set! say "runs {text}"))
((pipeline) @text @step (#set! say "runs {text}"))
((redirected_statement) @text @step (#set! say "runs {text}"))
((redirected_statement body: (command) @text redirect: (heredoc_redirect)) @step
  (#set! say "runs {text} on the text that follows"))
((subshell) @step (#set! say "in a shell of its own"))
((redirected_statement body: (subshell)) @step (#set! say "in a shell of its own"))
((redirected_statement body: (compound_statement) redirect: (_) @where) @step
  (#set! say "together, {where}"))
((redirected_statement body: (if_statement condition: (_) @condition)) @step
  (#set! say "if {condition}"))
((redirected_statement body: (for_statement variable: (_) @item value: (_) @items)) @step
  (#set! say "for each {item} of {items}"))
((list . (_) @first "&&" . (_) @second) @step (#set! say "if {first}: {second}"))
((list . (_) @first "||" . (_) @second) @step (#set! say "unless {first}: {second}"))
((test_command) @text @step (#set! say "asks {text}"))
((compound_statement "((") @text @step (#set! say "calculates {text}"))
((declaration_command) @text @step (#set! say "declares {text}"))
((unset_command) @text @step (#set! say "forgets {text}"))
((variable_assignment name: (_) @target) @step (#set! say "empties {target}"))
((variable_assignment name: (_) @target value: (_) @value) @step
  (#set! say "sets {target} to {value}"))
((variable_assignment name: (_) @target "+=" value: (_) @value) @step
  (#set! say "adds {value} to {target}"))
((variable_assignments) @text @step (#set! say "sets {text}"))
((function_definition name: (_) @name) @step (#set! say "defines the function {name}"))
((command name: (command_name) @word) @step (#eq? @word "return") (#set! say "returns"))
((command name: (command_name) @word . argument: (_) @value) @step (#eq? @word "return")
  (#set! say "returns {value}"))
((command name: (command_name) @word) @step (#eq? @word "exit") (#set! say "leaves the script"))
((command name: (command_name) @word . argument: (_) @value) @step (#eq? @word "exit")
  (#set! say "leaves the script with {value}"))
((command name: (command_name) @word) @step (#eq? @word "continue")
  (#set! say "goes on with the next round"))
((command name: (command_name) @word) @step (#eq? @word "break") (#set! say "leaves the loop"))
((command name: (command_name) @word) @step (#eq? @word "shift")
  (#set! say "drops the first argument"))
((command name: (command_name) @word . argument: (_) @value) @step (#eq? @word "shift")
  (#set! say "drops the first {value} arguments"))
((command name: (command_name) @word . argument: (_) @value) @step (#any-of? @word "." "source")
  (#set! say "reads in {value}"))
((command name: (command_name) @word . argument: (_) @what . argument: (_) @when) @step
  (#eq? @word "trap") (#set! say "has {what} run on {when}"))
((command name: (command_name) @word) @step (#any-of? @word ":" "true")
  (#set! say "does nothing"))

; --- Shape -------------------------------------------------------------------------------------

(program) @course
(function_definition body: (_) @function)

[(if_statement) (elif_clause) (for_statement) (c_style_for_statement) (while_statement)
 (ternary_expression)] @decision
((case_item value: (_) @_value) @decision (#not-eq? @_value "*"))
(list ["&&" "||"] @decision)
(binary_expression operator: ["&&" "||"] @decision)
[(if_statement) (do_group) (case_statement)] @nest

((for_statement) @loop (#set! say "over its arguments"))
((for_statement value: (_) @items) @loop (#set! say "over {items}"))
((while_statement condition: (_) @condition) @loop (#set! say "while {condition}"))
((while_statement "until" condition: (_) @condition) @loop (#set! say "until {condition}"))
((c_style_for_statement condition: (_) @condition) @loop (#set! say "while {condition}"))

; --- Parameters, results, ways out ---------------------------------------------------------------

((simple_expansion (variable_name) @_number) @argument @name
  (#match? @_number "^[1-9]$"))
((expansion (variable_name) @_number) @argument @name
  (#match? @_number "^[1-9]$"))
((simple_expansion (special_variable_name) @_all) @argument @name
  (#any-of? @_all "@" "*"))
((variable_assignment name: (variable_name) value: (simple_expansion (variable_name) @_number)
  @argument) @name
  (#match? @_number "^[1-9]$"))
((variable_assignment name: (variable_name) value: (string . (simple_expansion
  (variable_name) @_number) @argument .)) @name
  (#match? @_number "^[1-9]$"))
((variable_assignment name: (variable_name) value: (expansion (variable_name) @_number)
  @argument) @name
  (#match? @_number "^[1-9]$"))
((variable_assignment name: (variable_name) value: (string . (expansion
  (variable_name) @_number) @argument .)) @name
  (#match? @_number "^[1-9]$"))
((function_definition name: (_) @result) (#set! say "a status"))

((command name: (command_name) @_word) @return (#eq? @_word "return"))
((command name: (command_name) @_word . argument: (_) @value) @return (#eq? @_word "return"))
((command name: (command_name) @_word) @throw (#eq? @_word "exit")
  (#set! say "leaves the script"))
((command name: (command_name) @_word . argument: (_) @value) @throw (#eq? @_word "exit")
  (#set! say "leaves the script with {value}"))

; --- Names -------------------------------------------------------------------------------------

((command name: (command_name) @call)
  (#not-any-of? @call "return" "exit" "continue" "break" "shift" ":" "true" "false" "." "source"
   "@test" "set"))
(simple_expansion (variable_name) @use)
(expansion (variable_name) @use)
(binary_expression (variable_name) @use)

(declaration_command ["local" "declare" "typeset"] (variable_name) @local)
(declaration_command ["local" "declare" "typeset"]
  (variable_assignment name: (variable_name) @local))

(program (variable_assignment name: (variable_name) @global))
(program (variable_assignments (variable_assignment name: (variable_name) @global)))
(program (declaration_command (variable_assignment name: (variable_name) @global)))
(program (declaration_command (variable_name) @global))
(program (for_statement variable: (variable_name) @global))

([(program (variable_assignment name: (_) @write))
  (compound_statement (variable_assignment name: (_) @write))
  (subshell (variable_assignment name: (_) @write))
  (do_group (variable_assignment name: (_) @write))
  (if_statement (variable_assignment name: (_) @write))
  (elif_clause (variable_assignment name: (_) @write))
  (else_clause (variable_assignment name: (_) @write))
  (case_item (variable_assignment name: (_) @write))
  (list (variable_assignment name: (_) @write))
  (variable_assignments (variable_assignment name: (_) @write))
  (declaration_command ["export" "readonly"] (variable_assignment name: (_) @write))
  (for_statement variable: (_) @write)])

; --- Side effects --------------------------------------------------------------------------------

((command name: (command_name) @effect) (#any-of? @effect "echo" "printf")
  (#set! effect "writes to its output"))
((command name: (command_name) @effect) (#any-of? @effect "read" "select" "mapfile" "readarray")
  (#set! effect "reads from its input"))
((redirected_statement redirect: (file_redirect [">" ">>" ">|" "&>" "&>>"] @effect
  destination: (_) @file))
  (#not-match? @file "^(\"?/dev/(null|stderr|stdout|tty)\"?|&?[0-9]+)$")
  (#set! effect "writes to {file}"))
((command name: (command_name) @effect)
  (#any-of? @effect "rm" "rmdir" "mv" "cp" "ln" "mkdir" "touch" "chmod" "chown" "chgrp" "install"
   "truncate" "dd" "unlink" "shred" "rename")
  (#set! effect "changes the file system"))
((command name: (command_name) @effect) (#any-of? @effect "mktemp" "tempfile")
  (#set! effect "makes a temporary file"))
((command name: (command_name) @effect)
  (#any-of? @effect "tar" "zip" "unzip" "gzip" "gunzip" "bzip2" "xz" "cpio")
  (#set! effect "packs or unpacks files"))
((command name: (command_name) @effect)
  (#any-of? @effect "mount" "umount" "mkfs" "losetup" "swapon" "swapoff" "fdisk" "parted")
  (#set! effect "changes disks or mounts"))
((command name: (command_name) @effect)
  (#any-of? @effect "curl" "wget" "ssh" "scp" "sftp" "rsync" "nc" "ncat" "telnet" "ftp" "ping")
  (#set! effect "uses the network"))
((command name: (command_name) @effect)
  (#any-of? @effect "apt" "apt-get" "dpkg" "yum" "dnf" "apk" "pacman" "brew" "pip" "pip3" "npm"
   "gem" "snap")
  (#set! effect "works on packages"))
((command name: (command_name) @effect)
  (#any-of? @effect "systemctl" "service" "invoke-rc.d" "update-rc.d" "deb-systemd-invoke")
  (#set! effect "works on services"))
((command name: (command_name) @effect)
  (#any-of? @effect "useradd" "userdel" "usermod" "adduser" "deluser" "addgroup" "groupadd"
   "passwd" "chpasswd")
  (#set! effect "works on users"))
((command name: (command_name) @effect) (#any-of? @effect "git" "svn" "hg")
  (#set! effect "works on a repository"))
((command name: (command_name) @effect)
  (#any-of? @effect "docker" "podman" "kubectl" "docker-compose" "helm")
  (#set! effect "works on containers"))
((command name: (command_name) @effect)
  (#any-of? @effect "psql" "mysql" "sqlite3" "mongo" "redis-cli")
  (#set! effect "talks to a database"))
((command name: (command_name) @effect) (#any-of? @effect "sudo" "su" "doas" "runuser")
  (#set! effect "acts as another user"))
((command name: (command_name) @effect) (#any-of? @effect "kill" "pkill" "killall")
  (#set! effect "sends signals"))
((command name: (command_name) @effect) (#any-of? @effect "sleep" "wait")
  (#set! effect "waits"))
((command name: (command_name) @effect) (#eq? @effect "date") (#set! effect "reads the clock"))
((command name: (command_name) @effect) (#any-of? @effect "eval")
  (#set! effect "runs code from a text"))
((command name: (command_name) @effect) (#any-of? @effect "exec")
  (#set! effect "becomes another program, or moves its input and output"))
((command name: (command_name) @effect) (#any-of? @effect "cd" "pushd" "popd")
  (#set! effect "changes the current folder"))
((command name: (command_name) @effect) (#any-of? @effect "trap")
  (#set! effect "has something run on signals or at the end"))
((command name: (command_name) @effect) (#any-of? @effect "set" "shopt" "umask" "ulimit")
  (#set! effect "changes how the shell works"))
((declaration_command "export" @effect) (#set! effect "changes the environment"))
((command name: (command_name) @effect) (#any-of? @effect "exit")
  (#set! effect "ends the script"))
((_ "&" @effect) (#set! effect "starts work that runs at the same time"))
