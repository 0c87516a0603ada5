; What the built-in explanation knows of Java. The conventions are those of python/facts.scm.

; --- Statements and how to say them ------------------------------------------------------------

(block (_) @statement)
(constructor_body (_) @statement)
(switch_block [(switch_block_statement_group) (switch_rule)] @statement)
(switch_block_statement_group (statement) @statement)
(switch_rule [(expression_statement) (throw_statement)] @statement)
(labeled_statement [(for_statement) (enhanced_for_statement) (while_statement) (do_statement)]
  @statement)
(if_statement consequence: [(return_statement) (throw_statement) (expression_statement)
  (break_statement) (continue_statement) (for_statement) (enhanced_for_statement)
  (while_statement) (if_statement)] @statement)
(if_statement alternative: (_) @arm)
(for_statement body: [(expression_statement) (if_statement) (for_statement)
  (enhanced_for_statement)] @statement)
(enhanced_for_statement body: [(expression_statement) (if_statement) (for_statement)
  (enhanced_for_statement)] @statement)
(while_statement body: [(expression_statement) (if_statement)] @statement)
[(catch_clause) (finally_clause)] @arm

((for_statement) @step (#set! say "loops without end"))
((for_statement condition: (_) @condition) @step (#set! say "loops while {condition}"))
((enhanced_for_statement name: (_) @item value: (_) @items) @step
  (#set! say "for each {item} of {items}"))
((while_statement condition: (parenthesized_expression (_) @condition)) @step
  (#set! say "while {condition}"))
((do_statement condition: (parenthesized_expression (_) @condition)) @step
  (#set! say "repeats, at least once, while {condition}"))
((switch_expression condition: (parenthesized_expression (_) @value)) @step
  (#set! say "depending on {value}"))
((expression_statement (switch_expression condition: (parenthesized_expression (_) @value))) @step
  (#set! say "depending on {value}"))
([(switch_block_statement_group . (switch_label) @label) (switch_rule . (switch_label) @label)] @step
  (#set! say "in all other cases"))
([(switch_block_statement_group . (switch_label (_) @value))
  (switch_rule . (switch_label (_) @value))] @step (#set! say "case {value}"))
((try_statement) @step (#set! say "tries"))
((try_with_resources_statement resources: (resource_specification (resource) @resource)) @step
  (#set! say "tries with {resource}, which is closed at the end"))
((catch_clause (catch_formal_parameter (catch_type) @error)) @step (#set! say "on {error}"))
((finally_clause) @step (#set! say "in any case, at the end"))
((synchronized_statement (parenthesized_expression (_) @lock)) @step
  (#set! say "while it holds the lock of {lock}"))
((return_statement) @step (#set! say "returns"))
((return_statement (_) @value) @step (#set! say "returns {value}"))
((throw_statement (_) @value) @step (#set! say "throws {value}"))
((yield_statement (_) @value) @step (#set! say "gives {value}"))
((break_statement) @step (#set! say "leaves the loop or switch"))
((break_statement (_) @label) @step (#set! say "leaves {label}"))
((continue_statement) @step (#set! say "goes on with the next round"))
((continue_statement (_) @label) @step (#set! say "goes on with the next round of {label}"))
((labeled_statement . (identifier) @label) @step (#set! say "at the label {label}"))
((assert_statement . (_) @condition) @step (#set! say "asserts {condition}"))
((switch_rule (expression_statement (_) @value) @step) (#set! say "gives {value}"))
((expression_statement (method_invocation) @call_text) @step (#set! say "calls {call_text}"))
((explicit_constructor_invocation constructor: (_) @which arguments: (_) @arguments) @step
  (#set! say "calls the constructor {which} with {arguments}"))
((expression_statement (object_creation_expression type: (_) @class)) @step
  (#set! say "makes a {class}"))
((expression_statement (assignment_expression left: (_) @target operator: "=" right: (_) @value))
  @step (#set! say "sets {target} to {value}"))
((expression_statement (assignment_expression
  operator: ["+=" "-=" "*=" "/=" "%=" "&=" "|=" "^=" "<<=" ">>=" ">>>="]) @update) @step
  (#set! say "updates {update}"))
((expression_statement (update_expression) @update) @step (#set! say "updates {update}"))
((local_variable_declaration) @names @step (#set! say "declares {names}"))
((local_variable_declaration type: (_) . declarator: (variable_declarator
    name: (_) @target value: (_) @value) .) @step (#set! say "sets {target} to {value}"))
((local_variable_declaration type: (_) . declarator: (variable_declarator
    name: (_) @target value: (lambda_expression)) .) @step
  (#set! say "defines the function {target}"))
((local_variable_declaration type: (_) . declarator: (variable_declarator
    name: (_) @target
    value: (switch_expression condition: (parenthesized_expression (_) @value))) .) @step
  (#set! say "sets {target} depending on {value}"))
((class_declaration name: (_) @name) @step (#set! say "defines the class {name}"))
((interface_declaration name: (_) @name) @step (#set! say "defines the interface {name}"))
((enum_declaration name: (_) @name) @step (#set! say "defines the enum {name}"))
((record_declaration name: (_) @name) @step (#set! say "defines the record {name}"))

; What comes behind if and else.
((if_statement condition: (parenthesized_expression (_) @condition)) @step
  (#set! say "if {condition}"))
((if_statement alternative: (_) @what @step) (#set! say "otherwise {what}"))
((if_statement alternative: (block) @step) (#set! say "otherwise"))
((if_statement alternative: (return_statement (_) @value) @step)
  (#set! say "otherwise returns {value}"))
((if_statement alternative: (throw_statement (_) @value) @step)
  (#set! say "otherwise throws {value}"))
((if_statement alternative: (expression_statement (method_invocation) @call_text) @step)
  (#set! say "otherwise calls {call_text}"))
((if_statement alternative: (expression_statement (assignment_expression
  left: (_) @target operator: "=" right: (_) @value)) @step)
  (#set! say "otherwise sets {target} to {value}"))
((if_statement alternative: (if_statement
  condition: (parenthesized_expression (_) @condition)) @step)
  (#set! say "otherwise, if {condition}"))

[(line_comment) (block_comment)] @comment

; --- Shape -------------------------------------------------------------------------------------

(method_declaration body: (_) @function)
(constructor_declaration body: (_) @function)
(compact_constructor_declaration body: (_) @function)
(static_initializer (block) @function)
(lambda_expression body: (_) @function)

[(if_statement) (for_statement) (enhanced_for_statement) (while_statement) (do_statement)
 (catch_clause) (ternary_expression)] @decision
(switch_label . (_)) @decision
(binary_expression operator: ["&&" "||"]) @decision
(if_statement consequence: (_) @nest)
(if_statement alternative: (block) @nest)
(for_statement body: (_) @nest)
(enhanced_for_statement body: (_) @nest)
(while_statement body: (_) @nest)
(do_statement body: (_) @nest)
(try_statement body: (_) @nest)
(try_with_resources_statement body: (_) @nest)
(catch_clause body: (_) @nest)
(finally_clause (block) @nest)
(synchronized_statement body: (_) @nest)
(switch_expression body: (_) @nest)

((for_statement condition: (_) @condition) @loop (#set! say "while {condition}"))
((enhanced_for_statement value: (_) @items) @loop (#set! say "over {items}"))
((while_statement condition: (parenthesized_expression (_) @condition)) @loop
  (#set! say "while {condition}"))
((do_statement condition: (parenthesized_expression (_) @condition)) @loop
  (#set! say "while {condition}"))

; --- Parameters, results, ways out ---------------------------------------------------------------

(formal_parameters (formal_parameter name: (_) @name) @parameter)
(formal_parameters (spread_parameter (variable_declarator name: (_) @name)) @parameter)
(inferred_parameters (identifier) @parameter @name)
(lambda_expression parameters: (identifier) @parameter @name)
(method_declaration type: (_) @result)

(return_statement) @return
(return_statement (_) @value) @return
((lambda_expression body: (expression) @return @value))
((throw_statement (_) @class) @throw (#set! say "throws {class}"))
((throw_statement (object_creation_expression type: (_) @class)) @throw
  (#set! say "throws {class}"))

; --- Names -------------------------------------------------------------------------------------

(method_invocation !object name: (identifier) @call)
(method_invocation object: (_) @call name: (identifier) @call)
(object_creation_expression type: (_) @call)
(explicit_constructor_invocation constructor: (_) @call)
(identifier) @use
(method_invocation name: (identifier) @ignore)
(field_access field: (identifier) @ignore)
(scoped_identifier (identifier) @ignore)
(marker_annotation name: (identifier) @ignore)
(annotation name: (identifier) @ignore)
(element_value_pair key: (identifier) @ignore)
(labeled_statement . (identifier) @ignore)
(method_reference (_) . (identifier) @ignore)

(local_variable_declaration declarator: (variable_declarator name: (identifier) @local))
(enhanced_for_statement name: (identifier) @local)
(catch_formal_parameter name: (identifier) @local)
(resource name: (identifier) @local)
(instanceof_expression name: (identifier) @local)
(type_pattern (identifier) @local)
(record_pattern_component (identifier) @local)

; Fields go by their plain names. To the class itself they are no outside.
(field_declaration declarator: (variable_declarator name: (identifier) @global @local))
(constant_declaration declarator: (variable_declarator name: (identifier) @global @local))

(assignment_expression left: [(identifier) (field_access) (array_access)] @write)
(update_expression [(identifier) (field_access) (array_access)] @write)
; What a caller sees of what it passed in.
(assignment_expression left: [(field_access) (array_access)] @change)
(update_expression [(field_access) (array_access)] @change)
(field_access object: (this) @root) @read

; --- Side effects --------------------------------------------------------------------------------

((method_invocation object: (_) @effect @stream name: (identifier) @effect @method)
  (#any-of? @stream "System.out" "System.err")
  (#set! effect "writes to the terminal"))
((method_invocation object: (_) @effect @stream name: (identifier) @effect @method)
  (#any-of? @stream "System.in" "System.console()") (#set! effect "reads from the terminal"))
((method_invocation object: (_) @effect @log name: (identifier) @effect @method)
  (#match? @log "^(this\\.)?_?(log|logger|LOG|LOGGER|Log|Timber)$")
  (#any-of? @method "trace" "debug" "info" "warn" "warning" "error" "severe" "fine" "finer" "log"
   "d" "e" "i" "w" "v")
  (#set! effect "writes to the log"))
((method_invocation object: (identifier) @effect @class name: (identifier) @effect @method)
  (#eq? @class "Files")
  (#any-of? @method "readString" "readAllBytes" "readAllLines" "lines" "list" "walk" "find"
   "newInputStream" "newBufferedReader" "exists" "size" "isDirectory" "isRegularFile" "notExists")
  (#set! effect "reads from the file system"))
((method_invocation object: (identifier) @effect @class name: (identifier) @effect @method)
  (#eq? @class "Files")
  (#any-of? @method "write" "writeString" "copy" "move" "delete" "deleteIfExists" "createFile"
   "createDirectory" "createDirectories" "createTempFile" "createTempDirectory" "newOutputStream"
   "newBufferedWriter" "setPosixFilePermissions" "createSymbolicLink")
  (#set! effect "changes the file system"))
((object_creation_expression type: (type_identifier) @effect)
  (#any-of? @effect "FileInputStream" "FileReader" "RandomAccessFile" "ZipFile" "JarFile")
  (#set! effect "opens a file"))
((object_creation_expression type: (type_identifier) @effect)
  (#any-of? @effect "FileOutputStream" "FileWriter") (#set! effect "writes a file"))
((object_creation_expression type: (type_identifier) @effect)
  (#any-of? @effect "Socket" "ServerSocket" "DatagramSocket") (#set! effect "uses the network"))
((method_invocation object: (_) @effect @class name: (identifier) @effect @method)
  (#match? @class "^(HttpClient|SocketChannel|ServerSocketChannel|InetAddress)$")
  (#any-of? @method "newHttpClient" "newBuilder" "open" "getByName" "getAllByName")
  (#set! effect "uses the network"))
((method_invocation object: (_) @effect name: (identifier) @effect @method)
  (#any-of? @method "openConnection" "openStream") (#set! effect "uses the network"))
((object_creation_expression type: (type_identifier) @effect) (#eq? @effect "ProcessBuilder")
  (#set! effect "prepares another process"))
((method_invocation object: (_) @effect @runtime name: (identifier) @effect @method)
  (#match? @runtime "^(Runtime\\.getRuntime\\(\\)|runtime)$") (#eq? @method "exec")
  (#set! effect "starts another process"))
((method_invocation object: (identifier) @effect @class name: (identifier) @effect @method)
  (#eq? @class "System") (#any-of? @method "exit") (#set! effect "ends the program"))
((method_invocation object: (_) @effect @class name: (identifier) @effect @method)
  (#any-of? @class "Thread" "TimeUnit.SECONDS" "TimeUnit.MILLISECONDS") (#eq? @method "sleep")
  (#set! effect "waits"))
((method_invocation object: (identifier) @effect @class name: (identifier) @effect @method)
  (#any-of? @class "System") (#any-of? @method "currentTimeMillis" "nanoTime")
  (#set! effect "reads the clock"))
((method_invocation object: (identifier) @effect @class name: (identifier) @effect @method)
  (#any-of? @class "Instant" "LocalDate" "LocalTime" "LocalDateTime" "ZonedDateTime"
   "OffsetDateTime")
  (#eq? @method "now") (#set! effect "reads the clock"))
((object_creation_expression type: (type_identifier) @effect) (#any-of? @effect "Random"
  "SecureRandom") (#set! effect "uses random numbers"))
((method_invocation object: (identifier) @effect @class name: (identifier) @effect @method)
  (#any-of? @class "Math" "UUID" "ThreadLocalRandom")
  (#any-of? @method "random" "randomUUID" "current")
  (#set! effect "uses random numbers"))
((method_invocation object: (identifier) @effect @class name: (identifier) @effect @method)
  (#eq? @class "System") (#any-of? @method "getenv" "getProperty" "getProperties")
  (#set! effect "reads the environment"))
((method_invocation object: (identifier) @effect @class name: (identifier) @effect @method)
  (#eq? @class "System") (#any-of? @method "setProperty" "clearProperty" "setProperties")
  (#set! effect "changes the environment"))
((object_creation_expression type: (type_identifier) @effect) (#eq? @effect "Thread")
  (#set! effect "starts work that runs at the same time"))
((method_invocation object: (_) @effect @class name: (identifier) @effect @method)
  (#match? @class "(^CompletableFuture|[eE]xecutor|^pool|^Thread)$")
  (#any-of? @method "supplyAsync" "runAsync" "submit" "execute" "invokeAll" "schedule"
   "startVirtualThread")
  (#set! effect "starts work that runs at the same time"))
((synchronized_statement (parenthesized_expression (_) @effect)) (#set! effect "takes a lock"))
((method_invocation object: (_) @effect name: (identifier) @effect @method
  arguments: (argument_list) @arguments)
  (#any-of? @method "lock" "tryLock" "lockInterruptibly") (#eq? @arguments "()")
  (#set! effect "takes a lock"))
((method_invocation object: (_) @effect name: (identifier) @effect @method)
  (#any-of? @method "executeQuery") (#set! effect "asks a database"))
((method_invocation object: (_) @effect name: (identifier) @effect @method)
  (#any-of? @method "executeUpdate" "executeBatch") (#set! effect "changes a database"))
((method_invocation object: (identifier) @effect @class name: (identifier) @effect @method)
  (#eq? @class "Class") (#eq? @method "forName") (#set! effect "loads code by its name"))
