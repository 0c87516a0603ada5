; What the built-in explanation knows of Python. The captures are facts (server/builtin/facts.h
; says what each one means), the properties are its words: {name} stands for the text of that
; capture. Where several patterns describe one statement, the last one counts.

; --- Statements and how to say them ------------------------------------------------------------

(module (_) @statement)
(block (_) @statement)
[(elif_clause) (else_clause) (except_clause) (finally_clause) (case_clause)] @arm

((if_statement condition: (_) @condition) @step (#set! say "if {condition}"))
((elif_clause condition: (_) @condition) @step (#set! say "otherwise, if {condition}"))
((else_clause) @step (#set! say "otherwise"))
((for_statement left: (_) @item right: (_) @items) @step (#set! say "for each {item} in {items}"))
((for_statement alternative: (else_clause) @step) (#set! say "when no break ended the loop"))
((while_statement condition: (_) @condition) @step (#set! say "while {condition}"))
((while_statement alternative: (else_clause) @step) (#set! say "when no break ended the loop"))
((try_statement) @step (#set! say "tries"))
((except_clause) @step (#set! say "on any exception"))
((except_clause value: (_) @error) @step (#set! say "on {error}"))
((try_statement (else_clause) @step) (#set! say "when nothing was raised"))
((finally_clause) @step (#set! say "in any case, at the end"))
((with_statement (with_clause) @item) @step (#set! say "with {item}"))
((match_statement subject: (_) @subject) @step (#set! say "depending on {subject}"))
((case_clause (case_pattern) @pattern) @step (#set! say "case {pattern}"))
((case_clause (case_pattern) @pattern guard: (if_clause (_) @guard)) @step
  (#set! say "case {pattern} where {guard}"))
((return_statement) @step (#set! say "returns"))
((return_statement (_) @value) @step (#set! say "returns {value}"))
((raise_statement) @step (#set! say "raises the current exception again"))
((raise_statement . (_) @value) @step (#set! say "raises {value}"))
((break_statement) @step (#set! say "leaves the loop"))
((continue_statement) @step (#set! say "goes on with the next round"))
((pass_statement) @step (#set! say "does nothing"))
((assert_statement . (_) @condition) @step (#set! say "asserts {condition}"))
((delete_statement (_) @target) @step (#set! say "deletes {target}"))
((global_statement) @names @step (#set! say "declares {names}"))
((expression_statement (call) @call_text) @step (#set! say "calls {call_text}"))
((expression_statement (await (call) @call_text)) @step (#set! say "awaits {call_text}"))
((expression_statement (yield) @value) @step (#set! say "hands out {value}"))
((expression_statement (assignment left: (_) @target right: (_) @value)) @step
  (#set! say "sets {target} to {value}"))
((expression_statement (augmented_assignment) @update) @step (#set! say "updates {update}"))
((function_definition name: (_) @name) @step (#set! say "defines the function {name}"))
((decorated_definition definition: (function_definition name: (_) @name)) @step
  (#set! say "defines the function {name}"))
((class_definition name: (_) @name) @step (#set! say "defines the class {name}"))
((decorated_definition definition: (class_definition name: (_) @name)) @step
  (#set! say "defines the class {name}"))
(comment) @comment

; The doc string is told elsewhere.
(block . (expression_statement (string) @doc) @silent)
(module . (expression_statement (string) @doc) @silent)
(module . (comment)+ . (expression_statement (string) @doc) @silent)

; --- Shape -------------------------------------------------------------------------------------

(function_definition body: (_) @function)
(lambda body: (_) @function)
(function_definition "async" @async)

[(if_statement) (elif_clause) (for_statement) (while_statement) (except_clause)
 (conditional_expression) (boolean_operator) (if_clause) (for_in_clause)] @decision
(case_clause (case_pattern) @decision (#not-eq? @decision "_"))
(if_statement consequence: (block) @nest)
(elif_clause consequence: (block) @nest)
(else_clause body: (block) @nest)
(for_statement body: (block) @nest)
(while_statement body: (block) @nest)
(try_statement body: (block) @nest)
(except_clause (block) @nest)
(finally_clause (block) @nest)
(with_statement body: (block) @nest)
(case_clause consequence: (block) @nest)

((for_statement right: (_) @items) @loop (#set! say "over {items}"))
((while_statement condition: (_) @condition) @loop (#set! say "while {condition}"))

; --- Parameters, results, ways out ---------------------------------------------------------------

(parameters (identifier) @parameter @name (#not-any-of? @name "self" "cls"))
(parameters . (identifier) @receiver (#any-of? @receiver "self" "cls"))
(parameters (typed_parameter . (_) @name type: (_) @type) @parameter)
(parameters (default_parameter name: (_) @name value: (_) @default) @parameter)
(parameters (typed_default_parameter name: (_) @name type: (_) @type value: (_) @default)
  @parameter)
(parameters [(list_splat_pattern) (dictionary_splat_pattern)] @parameter @name)
(function_definition return_type: (_) @result)

(return_statement) @return
(return_statement (_) @value) @return
((raise_statement) @throw (#set! say "raises the current exception again"))
((raise_statement . (_) @class) @throw (#set! say "raises {class}"))
((raise_statement . (call function: (_) @class)) @throw (#set! say "raises {class}"))
(yield) @yield

; --- Names -------------------------------------------------------------------------------------

(call function: (_) @call)
(decorator (identifier) @ignore)
(attribute attribute: (identifier) @ignore)
(keyword_argument name: (identifier) @ignore)
(identifier) @use

(assignment left: (identifier) @local)
(assignment left: [(pattern_list (identifier) @local) (tuple_pattern (identifier) @local)])
(augmented_assignment left: (identifier) @local)
(named_expression name: (identifier) @local)
(for_statement left: (identifier) @local)
(for_statement left: [(pattern_list (identifier) @local) (tuple_pattern (identifier) @local)])
(for_in_clause left: (identifier) @local)
(for_in_clause left: [(pattern_list (identifier) @local) (tuple_pattern (identifier) @local)])
(as_pattern_target (identifier) @local)
(function_definition name: (identifier) @local)
(class_definition name: (identifier) @local)
(lambda_parameters (identifier) @local)
(case_pattern (dotted_name (identifier) @local))
(global_statement (identifier) @outer)
(nonlocal_statement (identifier) @outer)

(module (expression_statement (assignment left: (identifier) @global)))
(module (expression_statement (assignment left: (pattern_list (identifier) @global))))

(assignment left: [(identifier) (attribute) (subscript)] @write)
(assignment left: (pattern_list [(attribute) (subscript)] @write))
(augmented_assignment left: [(identifier) (attribute) (subscript)] @write)
(delete_statement [(attribute) (subscript)] @write)
; What a caller sees of what it passed in.
(assignment left: [(attribute) (subscript)] @change)
(assignment left: (pattern_list [(attribute) (subscript)] @change))
(augmented_assignment left: [(attribute) (subscript)] @change)
(delete_statement [(attribute) (subscript)] @change)
((call function: (attribute object: (_) @change attribute: (identifier) @method))
  (#any-of? @method "append" "appendleft" "extend" "insert" "remove" "pop" "popleft" "popitem"
   "clear" "sort" "reverse" "add" "discard" "update" "setdefault"))
(attribute object: (identifier) @root) @read

; --- Side effects --------------------------------------------------------------------------------

((call function: (_) @effect) (#any-of? @effect "print" "pprint.pprint" "sys.stdout.write"
  "sys.stderr.write") (#set! effect "writes to the terminal"))
((call function: (_) @effect
  arguments: (argument_list (keyword_argument name: (identifier) @keyword)))
  (#eq? @effect "print") (#eq? @keyword "file") (#set! effect "writes to a stream or file"))
((call function: (_) @effect) (#any-of? @effect "input" "sys.stdin.read" "sys.stdin.readline"
  "getpass.getpass") (#set! effect "reads from the terminal"))
((call function: (_) @effect) (#any-of? @effect "open" "io.open" "os.open" "gzip.open"
  "codecs.open" "tempfile.NamedTemporaryFile" "tempfile.TemporaryFile")
  (#set! effect "opens a file"))
((call function: (_) @effect)
  (#match? @effect "^(os\\.(remove|unlink|rename|replace|mkdir|makedirs|rmdir|removedirs|chmod|chown|link|symlink|truncate)|shutil\\.[a-z0-9_]+)$")
  (#set! effect "changes the file system"))
((call function: (_) @effect)
  (#match? @effect "^os\\.(path\\.(exists|lexists|isfile|isdir|islink|ismount|getsize|getmtime|realpath|samefile)|stat|lstat|access|listdir|scandir|walk|getcwd|readlink)$")
  (#set! effect "looks at the file system"))
((call function: (attribute attribute: (identifier) @method) @effect)
  (#any-of? @method "write_text" "write_bytes") (#set! effect "writes a file"))
((call function: (attribute attribute: (identifier) @method) @effect)
  (#any-of? @method "read_text" "read_bytes") (#set! effect "reads a file"))
((call function: (_) @effect)
  (#match? @effect "^(requests|httpx)\\.(get|post|put|patch|delete|head|options|request)$|^urllib\\.request\\.[a-z]+$|^urlopen$|^socket\\.(socket|create_connection)$")
  (#set! effect "uses the network"))
((call function: (_) @effect)
  (#match? @effect "^(subprocess\\.(run|call|check_call|check_output|Popen)|os\\.(system|popen|exec[lvpe]+|spawn[lvpe]+|fork))$")
  (#set! effect "starts another process"))
((call function: (_) @effect) (#any-of? @effect "sys.exit" "os._exit" "exit" "quit")
  (#set! effect "ends the program"))
((call function: (_) @effect) (#any-of? @effect "time.sleep" "asyncio.sleep")
  (#set! effect "waits"))
((call function: (_) @effect)
  (#any-of? @effect "time.time" "time.monotonic" "datetime.now" "datetime.datetime.now"
   "datetime.utcnow" "date.today" "datetime.date.today")
  (#set! effect "reads the clock"))
((call function: (_) @effect) (#match? @effect "^(random|secrets)\\.[a-z_]+$")
  (#set! effect "uses random numbers"))
((call function: (_) @effect) (#any-of? @effect "os.getenv" "os.environ.get")
  (#set! effect "reads the environment"))
((subscript value: (_) @effect) (#eq? @effect "os.environ")
  (#set! effect "uses the environment"))
((call function: (_) @effect)
  (#match? @effect "^(logging|logger|log|_logger|LOG)\\.(debug|info|warning|error|exception|critical|log)$")
  (#set! effect "writes to the log"))
((call function: (_) @effect) (#any-of? @effect "threading.Thread" "asyncio.create_task"
  "multiprocessing.Process") (#set! effect "starts work that runs at the same time"))
((call function: (_) @effect) (#any-of? @effect "eval" "exec")
  (#set! effect "runs code from a text"))
