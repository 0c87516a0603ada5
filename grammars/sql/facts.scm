; What the built-in explanation knows of SQL. The conventions are those of python/facts.scm. A
; query is told clause by clause, in the order in which it is written.

; --- Statements and how to say them ------------------------------------------------------------

(program [(statement) (transaction) (block)] @statement)
(transaction (statement) @statement)
(block (statement) @statement)
(function_body (statement) @statement)
(transaction (keyword_begin)) @statement
[(comment) (marginalia)] @comment
(create_extension) @silent

; A step over something is said like the statement that it is in.
((statement (create_table (object_reference) @name)) @step (#set! say "makes the table {name}"))
((statement (create_view (object_reference) @name)) @step (#set! say "makes the view {name}"))
((statement (create_materialized_view (object_reference) @name)) @step
  (#set! say "makes the materialized view {name}"))
((statement (create_index (object_reference) @name)) @step (#set! say "makes an index on {name}"))
((statement (create_function (object_reference) @name)) @step
  (#set! say "makes the function {name}"))
((statement (create_trigger (keyword_trigger) (object_reference) @name)) @step
  (#set! say "makes the trigger {name}"))
((statement (create_type (object_reference) @name)) @step (#set! say "makes the type {name}"))
((statement (drop_table (object_reference) @name)) @step (#set! say "drops the table {name}"))
((statement (drop_view (object_reference) @name)) @step (#set! say "drops the view {name}"))
((statement (drop_index name: (_) @name)) @step (#set! say "drops the index {name}"))
((statement (drop_function (object_reference) @name)) @step
  (#set! say "drops the function {name}"))
((statement (alter_table (object_reference) @name)) @step (#set! say "alters the table {name}"))
((statement (keyword_truncate) (object_reference) @name) @step
  (#set! say "empties the table {name}"))
((statement (keyword_merge) (keyword_into) . (object_reference) @name) @step
  (#set! say "merges rows into {name}"))
((statement (comment_statement (object_reference) @name)) @step
  (#set! say "describes {name}"))
((statement (set_statement (object_reference) @name)) @step (#set! say "sets {name}"))
((statement (insert (object_reference) @name)) @step (#set! say "adds rows to {name}"))
((statement (update (relation) @name)) @step (#set! say "changes rows of {name}"))
((statement (delete) (from (object_reference) @name)) @step
  (#set! say "deletes rows of {name}"))
((statement (select)) @step (#set! say "queries"))
((statement (select) (from (relation) @name)) @step (#set! say "queries {name}"))
((statement (set_operation)) @step (#set! say "queries, in parts"))
((transaction) @step (#set! say "in one transaction"))
((transaction (keyword_rollback)) @step (#set! say "in one transaction, taken back at the end"))

; Parts of statements.
[(select) (join) (cross_join) (lateral_join) (lateral_cross_join) (where) (group_by) (order_by)
 (limit) (returning) (add_column) (drop_column) (alter_column) (rename_column) (rename_object)
 (add_constraint) (drop_constraint) (modify_column) (change_column) (when_clause)] @statement
(from (relation) @statement)
(insert (list . (column)) @statement)
(update (assignment) @statement)
(set_operation operation: [(keyword_union) (keyword_except) (keyword_intersect)] @statement)
(cte) @statement
(group_by (keyword_having) . (_) @statement)
(function_body (keyword_return) @statement)

((function_body (keyword_return) @step . (_) @value) (#set! say "returns {value}"))
((cte . (identifier) @name) @step (#set! say "calls {name} what this gives"))
((select (select_expression) @what) @step (#set! say "gives {what}"))
((select (keyword_distinct) (select_expression) @what) @step
  (#set! say "gives {what}, each once"))
((from (relation (object_reference) @name) @step) (#set! say "reads {name}"))
((from (relation (subquery)) @step) (#set! say "reads what a query of its own gives"))
((from (relation (subquery) alias: (_) @name) @step)
  (#set! say "reads what a query of its own gives, as {name}"))
((from (relation (invocation) @name) @step) (#set! say "reads what {name} gives"))
((join (relation) @name predicate: (_) @condition) @step
  (#set! say "joins {name} where {condition}"))
((join (relation) @name (list) @columns) @step (#set! say "joins {name} by {columns}"))
((join [(keyword_left) (keyword_full)] (relation) @name predicate: (_) @condition) @step
  (#set! say "joins {name} where {condition}, and keeps rows that find none"))
((join [(keyword_left) (keyword_full)] (relation) @name (list) @columns) @step
  (#set! say "joins {name} by {columns}, and keeps rows that find none"))
((join (keyword_right) (relation) @name predicate: (_) @condition) @step
  (#set! say "joins {name} where {condition}, and keeps all rows of it"))
((cross_join (relation) @name) @step (#set! say "puts every row together with every one of {name}"))
((where predicate: (_) @condition) @step (#set! say "keeps rows where {condition}"))
((update (where predicate: (_) @condition) @step) (#set! say "only where {condition}"))
((update (from (where predicate: (_) @condition) @step)) (#set! say "only where {condition}"))
((statement (delete) (from (where predicate: (_) @condition) @step))
  (#set! say "only where {condition}"))
((group_by (keyword_by) . (_) @key) @step (#set! say "groups by {key}"))
((group_by (keyword_by) . (_) @key . (_) @second) @step
  (#not-match? @second "^[hH][aA][vV][iI][nN][gG]$")
  (#set! say "groups by {key} and {second}"))
((group_by (keyword_by) . (_) @key . (_) @second . (_) @third) @step
  (#not-match? @second "^[hH][aA][vV][iI][nN][gG]$")
  (#not-match? @third "^[hH][aA][vV][iI][nN][gG]$")
  (#set! say "groups by {key}, {second}, {third} …"))
((group_by (keyword_having) . (_) @step @condition) (#set! say "keeps groups where {condition}"))
((order_by (keyword_by) . (_) @key) @step (#set! say "sorts by {key}"))
((order_by (keyword_by) . (_) @key . (_) @second) @step (#set! say "sorts by {key}, then {second}"))
((order_by (keyword_by) . (_) @key . (_) @second . (_)) @step
  (#set! say "sorts by {key}, then {second} …"))
((limit (literal) @count) @step (#set! say "takes at most {count} rows"))
((limit (literal) @count (offset (literal) @first)) @step
  (#set! say "leaves out {first} rows and takes at most {count}"))
((returning (select_expression) @what) @step (#set! say "gives back {what}"))
((insert (list . (column)) @step @columns) (#set! say "fills {columns}"))
((update (assignment left: (_) @target right: (_) @value) @step)
  (#set! say "sets {target} to {value}"))
((set_operation operation: [(keyword_union) (keyword_all)] @step)
  (#set! say "together with, each row once"))
((set_operation operation: (keyword_union) @step . operation: (keyword_all))
  (#set! say "together with"))
((set_operation operation: (keyword_except) @step) (#set! say "without"))
((set_operation operation: (keyword_intersect) @step) (#set! say "as far as also in"))
((add_column (column_definition) @what) @step (#set! say "adds the column {what}"))
((drop_column name: (_) @what) @step (#set! say "drops the column {what}"))
((alter_column name: (_) @what) @step (#set! say "changes the column {what}"))
((modify_column (column_definition) @what) @step (#set! say "makes a column {what}"))
((change_column old_name: (_) @old (column_definition) @what) @step
  (#set! say "makes {old} {what}"))
((rename_column old_name: (_) @old new_name: (_) @new) @step
  (#set! say "names the column {old} {new} from now on"))
((rename_object (object_reference) @new) @step (#set! say "names it {new} from now on"))
((add_constraint (identifier) @name) @step (#set! say "adds the constraint {name}"))
((drop_constraint (identifier) @name) @step (#set! say "drops the constraint {name}"))

; --- Shape -------------------------------------------------------------------------------------

(create_function (function_body) @function)
[(create_view) (create_materialized_view) (alter_table) (insert) (update) (delete)] @course
(create_table (create_query)) @course
(program (statement [(select) (set_operation)]) @course)
(transaction (statement [(select) (set_operation)]) @course)
(cte) @course

(case (keyword_when) @decision)
(subquery) @nest

; --- Parameters, results, ways out ---------------------------------------------------------------

(function_arguments (function_argument) @parameter @name) ; without a name, by its type
(function_arguments (function_argument (identifier) @name) @parameter)
((create_function (keyword_returns) . (_) @result)
  (#not-match? @result "^([sS][eE][tT][oO][fF]|[tT][aA][bB][lL][eE])$"))
(create_function (keyword_setof) . (_) @result)
(create_function (keyword_table) . (column_definitions) @result)
(function_body (keyword_return) @return . (_) @value)
(function_body (statement (select (select_expression) @value)) @return)

; --- Names -------------------------------------------------------------------------------------

(invocation (object_reference) @call)
(function_declaration . (identifier) @local)

; --- Side effects --------------------------------------------------------------------------------

((insert [(keyword_insert) (keyword_replace)] @effect (object_reference) @table)
  (#set! effect "adds rows to {table}"))
((update (keyword_update) @effect (relation . (object_reference) @table))
  (#set! effect "changes rows of {table}"))
((statement (delete (keyword_delete) @effect) (from (object_reference) @table))
  (#set! effect "deletes rows of {table}"))
((statement (keyword_truncate) @effect (object_reference) @table)
  (#set! effect "deletes all rows of {table}"))
((statement (keyword_merge) @effect (keyword_into) . (object_reference) @table)
  (#set! effect "changes rows of {table}"))
((statement (_ . (keyword_alter) @effect)) (#set! effect "changes the schema"))
((statement (_ . (keyword_drop) @effect)) (#set! effect "takes things out of the schema"))
((statement (set_statement (keyword_set) @effect)) (#set! effect "changes settings"))
((statement (keyword_copy) @effect (object_reference) @table)
  (#set! effect "reads rows for {table} from outside"))
((invocation (object_reference name: (_) @effect))
  (#any-of? @effect "now" "clock_timestamp" "NOW" "current_timestamp" "getdate" "GETDATE"
   "sysdate")
  (#set! effect "reads the clock"))
((invocation (object_reference name: (_) @effect))
  (#any-of? @effect "random" "gen_random_uuid" "uuid_generate_v4" "RAND" "rand" "newid")
  (#set! effect "uses random numbers"))
((invocation (object_reference name: (_) @effect))
  (#any-of? @effect "nextval" "setval") (#set! effect "moves a sequence on"))
((invocation (object_reference name: (_) @effect))
  (#any-of? @effect "pg_notify") (#set! effect "tells whoever listens"))
((invocation (object_reference name: (_) @effect))
  (#any-of? @effect "pg_sleep" "sleep") (#set! effect "waits"))
