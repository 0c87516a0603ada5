; Rules of the built-in review for SQL. The conventions are those of python/review.scm; the samples
; are in tests/builtin/review/sql. What dialects differ in is left alone.

; --- Correctness -----------------------------------------------------------------------------

((binary_expression operator: ["=" "!=" "<>"] right: (literal (keyword_null))) @finding
  (#set! rule "null-comparison")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! title "Nothing is equal to NULL, and nothing is unequal to it")
  (#set! detail "The comparison gives unknown, so no row passes, not even those that hold NULL. Write")
  (#set! detail "`IS NULL` or `IS NOT NULL`."))

((binary_expression left: (field) @left operator: ["=" "!=" "<>" "<" ">" "<=" ">="]
  right: (field) @right) @finding
  (#eq? @left @right)
  (#set! rule "self-comparison")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "{left} is compared with itself")
  (#set! detail "The answer is the same for all rows that hold a value. In a join one of the two sides")
  (#set! detail "means the other table; to ask whether there is a value, write `IS NOT NULL`."))

((statement (delete) @finding (from (object_reference) @table .))
  (#not-match? @table "([cC]ache|CACHE|[tT]e?mp|TE?MP|[sS]ession|SESSION|[lL]og|LOG|[sS]ummar|[sS]tag|[qQ]ueue)")
  (#set! rule "all-rows")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "Every row of {table} is deleted")
  (#set! detail "There is no WHERE. If all rows are meant, `TRUNCATE` says so (and is faster); else put the")
  (#set! detail "condition here before someone runs it."))

; Migrations fill whole columns; who hands over a value means one row, or a few.
((update (keyword_update) @finding . (relation) @table (assignment right: (parameter)))
  (#set! rule "all-rows")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "Every row of {table} gets the value that was handed over")
  (#set! detail "There is no WHERE. Name the row (`WHERE id = $2`); if all are meant, write `WHERE true`,")
  (#set! detail "so that those who read it know."))
((update (keyword_update) @allowed [(where) (from)]) (#set! rule "all-rows"))

((from . (keyword_from) . (relation . (object_reference))
  . (relation . (object_reference)) .) @finding
  (#set! rule "cartesian-product")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "Every row is put together with every row of the other table")
  (#set! detail "Two tables of 10,000 rows give 100 million. Say how they belong together")
  (#set! detail "(`JOIN other ON …`); where all pairs are meant, `CROSS JOIN` says so."))

((limit (offset)) @finding
  (#set! rule "paging-without-order")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "Pages of rows that have no order")
  (#set! detail "Without ORDER BY the database gives rows in any order, another one for each page: some")
  (#set! detail "rows come twice and some never. Sort by something that is unique."))
((from (order_by) (limit (offset)) @allowed) (#set! rule "paging-without-order"))

((insert (object_reference) @table
  . (select (select_expression . (term value: (all_fields)) .))
  . (from . (keyword_from) . (relation (object_reference) @source))) @finding
  (#not-match? @table "([bB]ack|[bB]ak|[tT]e?mp|[oO]ld|[nN]ew|[cC]opy|[aA]rchive)")
  (#not-match? @source "([bB]ack|[bB]ak|[tT]e?mp|[oO]ld|[nN]ew|[cC]opy)")
  (#set! rule "implicit-columns")
  (#set! severity "information")
  (#set! category "correctness")
  (#set! title "The columns of {table} are filled by their position")
  (#set! detail "When the table gets a column, or the query gives one more, values end up in the wrong")
  (#set! detail "place or the statement fails. Name them: `INSERT INTO {table} (first, second) SELECT …`."))

((create_query (select (select_expression (term value: (all_fields) @finding)))
  (from . (keyword_from) . (relation . (object_reference))))
  (#set! rule "select-star")
  (#set! severity "information")
  (#set! category "correctness")
  (#set! title "The columns of the view are those of today")
  (#set! detail "Most databases write out the `*` when the view is made: later columns are missing, and a")
  (#set! detail "changed one breaks it. Name the columns."))

((column_definition name: (_) @name type: [(float) (double) (keyword_real)] @type) @finding
  (#match? @name "^[`\"]?(.*_)?([pP]rice|PRICE|[aA]mount|AMOUNT|[bB]alance|BALANCE|[sS]alary|SALARY|[fF]ee|FEE|[tT]otal|TOTAL|[cC]ost|COST|[pP]ayment|PAYMENT)[`\"]?$")
  (#set! rule "money-as-float")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "{name} cannot hold 0.10 exactly")
  (#set! detail "{type} counts in halves, so sums of money drift by cents and `=` fails. Write")
  (#set! detail "`numeric(12, 2)`, or count cents in an integer."))

; Of types that MySQL does not have: it fills such a column by itself.
((add_column (column_definition name: (_) @name
  type: [(keyword_timestamptz) (keyword_uuid) (keyword_jsonb) (keyword_bytea) (keyword_inet)]
  (keyword_not) . (keyword_null)) @finding)
  (#not-match? @finding "(DEFAULT|[dD]efault|GENERATED|generated)")
  (#set! rule "required-column")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! title "{name} has no value in the rows that are there")
  (#set! detail "NOT NULL without DEFAULT fails as soon as the table has a row. Give a DEFAULT, or add the")
  (#set! detail "column as NULL, fill it, and then `ALTER COLUMN {name} SET NOT NULL`."))

; --- Security --------------------------------------------------------------------------------

((invocation (object_reference name: (identifier) @function)
  parameter: (term value: (field name: (identifier) @name))) @finding
  (#any-of? @function "md5" "MD5" "sha1" "SHA1" "sha" "SHA")
  (#match? @name "([pP]assw(or)?d|PASSW(OR)?D|[pP]asswd|PASSWD|(^|_)pwd|[sS]ecret|[tT]oken)")
  (#set! rule "weak-hash")
  (#set! severity "warning")
  (#set! category "security")
  (#set! title "{function} no longer protects {name}")
  (#set! detail "A graphics card tries billions of passwords a second against it, and equal ones look")
  (#set! detail "equal. Hash with bcrypt or scrypt: `crypt({name}, gen_salt('bf'))` in PostgreSQL."))

; --- Performance -----------------------------------------------------------------------------

((binary_expression
  left: (subquery (select (select_expression . (term value: (invocation
    (object_reference name: (identifier) @function))) .)))
  operator: [">" "<>" "!="] right: (literal) @zero) @finding
  (#any-of? @function "count" "COUNT")
  (#eq? @zero "0")
  (#set! rule "count-for-exists")
  (#set! severity "information")
  (#set! category "performance")
  (#set! title "All rows are counted to learn whether there is one")
  (#set! detail "`EXISTS (SELECT 1 FROM …)` stops at the first row."))

; --- Maintainability ---------------------------------------------------------------------------

((order_target . (literal) @number) @finding
  (#match? @number "^[0-9]+$")
  (#set! rule "order-by-position")
  (#set! severity "hint")
  (#set! category "maintainability")
  (#set! title "Sorted by whatever column is number {number}")
  (#set! detail "Who adds or moves a column changes the order without knowing. Name what you sort by."))

((subquery) @finding
  (#set! rule "deep-nesting")
  (#set! depth "4")
  (#set! severity "information")
  (#set! category "maintainability")
  (#set! title "A query in a query in a query in a query")
  (#set! detail "Whoever reads this must keep four queries in mind. Give the inner ones names and put them")
  (#set! detail "in front: `WITH recent AS (SELECT …) SELECT … FROM recent`."))

([(create_function (object_reference) @name) (create_view (object_reference) @name)] @finding
  (#set! rule "long-function")
  (#set! lines "100")
  (#set! severity "information")
  (#set! category "maintainability")
  (#set! title "{name} is longer than 100 lines")
  (#set! detail "It no longer fits a screen, so nobody sees all of it at once, and its parts cannot be")
  (#set! detail "tested alone. Parts with a name of their own (WITH, views, functions) can."))

([(comment) (marginalia)] @finding
  (#match? @finding "^(--|/[*])[[:space:]]*(@?TO[D]O|FIX[M]E|X[X]X|HACK)([^A-Za-z0-9_]|$)")
  (#set! rule "todo")
  (#set! severity "hint")
  (#set! category "maintainability")
  (#set! title "Work that was left")
  (#set! detail "A note in the code is seen by those who come by, and by nobody else. Do it, put it where")
  (#set! detail "work is planned and name that here, or delete it when it no longer matters."))
