; Traits of JavaScript, TypeScript and TSX. JSX itself is in jsx/.

; --- async
[
  "async"
  "await"
] @async
((identifier) @async
 (#any-of? @async "Promise" "Worker" "Atomics" "SharedArrayBuffer" "queueMicrotask"))
((call_expression function: (member_expression property: (property_identifier) @async))
 (#eq? @async "then"))

; --- test
((call_expression
   function: [
     (identifier) @test
     (member_expression object: (identifier) @test)
   ]
   arguments: (arguments . [(string) (template_string)]))
 (#any-of? @test "describe" "it" "test" "suite"))
((call_expression function: (identifier) @test)
 (#any-of? @test "expect" "beforeEach" "afterEach" "beforeAll" "afterAll"))

; --- react: an import alone says nothing of a function beside the components
((call_expression function: (identifier) @react)
 (#match? @react "^use(State|Effect|Memo|Callback|Ref|Reducer|Context|LayoutEffect|Id|Transition|DeferredValue|ImperativeHandle|SyncExternalStore|InsertionEffect|ActionState|Optimistic)$"))
((member_expression object: (identifier) @react)
 (#any-of? @react "React" "ReactDOM"))
((class_heritage) @react
 (#match? @react "[ .](Pure)?Component([^A-Za-z0-9_]|$)"))

; --- frontend: what works on a page in a browser
((member_expression object: (identifier) @frontend)
 (#any-of? @frontend "document" "window" "localStorage" "sessionStorage" "customElements"))
((identifier) @frontend
 (#any-of? @frontend "HTMLElement" "MouseEvent" "KeyboardEvent" "IntersectionObserver" "ResizeObserver" "MutationObserver" "requestAnimationFrame"))
((property_identifier) @frontend
 (#any-of? @frontend "querySelector" "querySelectorAll" "innerHTML" "outerHTML" "classList" "appendChild"))

; --- sql: statements in strings
([(string) (template_string)] @sql
 (#match? @sql "^.[[:space:]]*(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|select|insert|update|delete)[[:space:]].*(FROM|INTO|SET|TABLE|INDEX|from|into|set)[[:space:]]"))

; --- config: files that tools read their settings from
((call_expression function: (identifier) @config)
 (#any-of? @config "defineConfig" "defineWorkspace" "withNuxt" "createConfig"))

; --- security: names that speak of secrets, and doors that untrusted input must not reach
([
   (identifier)
   (property_identifier)
   (shorthand_property_identifier)
   (shorthand_property_identifier_pattern)
 ] @security
 (#match? @security "([Pp]assw(or)?d|PASSWORD|[Pp]assphrase|[Ss]ecret|SECRET|[Cc]redential|[Cc]srf|CSRF|[Jj]wt|JWT|[Oo][Aa]uth|[Aa]uthori[sz]e|[Aa]uthenticat|(^|_)[Aa]uth(_|$)|[a-z]Auth([A-Z]|$)|^auth[A-Z]|[Cc]rypt|[Hh]mac|[Ss]aniti[sz]|([Aa]uth|[Aa]ccess|[Rr]efresh|[Ss]ession|[Bb]earer|[Rr]eset|[Vv]erify|[Ii]ssue|[Rr]evoke)_?[Tt]oken|[Pp]rivate_?[Kk]ey|[Aa]pi_?[Kk]ey|API_KEY)"))
((call_expression function: (identifier) @security)
 (#any-of? @security "eval" "exec" "execSync" "execFile" "execFileSync" "spawn" "spawnSync"))
((member_expression object: (identifier) @security)
 (#any-of? @security "child_process" "childProcess"))
((new_expression constructor: (identifier) @security)
 (#eq? @security "Function"))
((property_identifier) @security
 (#any-of? @security "innerHTML" "outerHTML" "insertAdjacentHTML" "dangerouslySetInnerHTML"))
((template_string (template_substitution)) @security
 (#match? @security "^`[[:space:]]*(SELECT|INSERT|UPDATE|DELETE|select|insert|update|delete)[[:space:]].*(FROM|INTO|SET|from|into|set)[[:space:]]"))
((binary_expression left: (string) @security)
 (#match? @security "^.(SELECT|INSERT|UPDATE|DELETE|select|insert|update|delete)[[:space:]].*(FROM|INTO|SET|from|into|set)[[:space:]]"))
