; Traits of Java.

; --- async
(synchronized_statement) @async
((modifiers ["synchronized" "volatile"] @async))
([(identifier) (type_identifier)] @async
 (#any-of? @async "Thread" "ThreadLocal" "Executor" "ExecutorService" "Executors" "ScheduledExecutorService" "ForkJoinPool" "CompletableFuture" "CompletionStage" "Future" "CountDownLatch" "CyclicBarrier" "Semaphore" "ReentrantLock" "ReadWriteLock" "ReentrantReadWriteLock" "StampedLock" "AtomicInteger" "AtomicLong" "AtomicBoolean" "AtomicReference" "ConcurrentHashMap" "ConcurrentLinkedQueue" "CopyOnWriteArrayList" "BlockingQueue" "LinkedBlockingQueue" "Mono" "Flux" "Async" "Scheduled" "GuardedBy"))
((method_invocation object: (this)? name: (identifier) @async)
 (#any-of? @async "notifyAll" "supplyAsync" "runAsync" "thenCompose" "thenApplyAsync"))

; --- test
((modifiers [(marker_annotation name: (identifier) @test) (annotation name: (identifier) @test)])
 (#any-of? @test "Test" "ParameterizedTest" "RepeatedTest" "TestFactory" "BeforeEach" "AfterEach" "BeforeAll" "AfterAll" "Before" "After" "BeforeClass" "AfterClass" "RunWith" "ExtendWith" "SpringBootTest" "WebMvcTest" "DataJpaTest" "Mock" "MockBean" "InjectMocks" "Nested"))
((class_declaration name: (identifier) @test)
 (#match? @test "([a-z0-9]Tests?|[a-z0-9]TestCase|[a-z0-9]IT)$"))
((class_declaration superclass: (superclass (type_identifier) @test))
 (#match? @test "^[A-Za-z]*TestCase$"))

; --- frontend
([(identifier) (type_identifier)] @frontend
 (#any-of? @frontend "JFrame" "JPanel" "JButton" "JLabel" "JDialog" "JTable" "SwingUtilities" "FXMLLoader" "RecyclerView" "LayoutInflater" "AppCompatActivity" "ViewHolder" "ViewGroup" "Composable"))

; --- config: classes that say how an application is put together
((modifiers [(marker_annotation name: (identifier) @config) (annotation name: (identifier) @config)])
 (#any-of? @config "Configuration" "SpringBootApplication" "ConfigurationProperties" "EnableWebSecurity"))

; --- security: names that speak of secrets, and doors that untrusted input must not reach
([
   (identifier)
   (type_identifier)
 ] @security
 (#match? @security "([Pp]assw(or)?d|PASSWORD|[Pp]assphrase|[Ss]ecret|SECRET|[Cc]redential|[Cc]srf|CSRF|[Jj]wt|JWT|[Oo][Aa]uth|[Aa]uthori[sz]e|[Aa]uthenticat|(^|_)[Aa]uth(_|$)|[a-z]Auth([A-Z]|$)|^auth[A-Z]|[Cc]rypt|[Hh]mac|[Ss]aniti[sz]|([Aa]uth|[Aa]ccess|[Rr]efresh|[Ss]ession|[Bb]earer|[Rr]eset|[Vv]erify|[Ii]ssue|[Rr]evoke)_?[Tt]oken|[Pp]rivate_?[Kk]ey|[Aa]pi_?[Kk]ey|API_KEY)"))
([(identifier) (type_identifier)] @security
 (#any-of? @security "ProcessBuilder" "ObjectInputStream" "ScriptEngine" "MessageDigest" "SecureRandom" "KeyStore" "TrustManager" "X509TrustManager" "HostnameVerifier" "SSLContext" "SSLSocketFactory" "PreAuthorize" "RolesAllowed" "XMLDecoder"))
((method_invocation object: (identifier) @_class name: (identifier) @security)
 (#any-of? @_class "Runtime" "Class" "Cipher" "Signature")
 (#any-of? @security "getRuntime" "forName" "getInstance"))
((binary_expression left: (string_literal) @security operator: "+")
 (#match? @security "^.[[:space:]]*(SELECT|INSERT|UPDATE|DELETE|select|insert|update|delete)[[:space:]].*(FROM|INTO|SET|from|into|set)[[:space:]]"))

; --- sql: statements in strings
((string_literal) @sql
 (#match? @sql "^\"+[[:space:]]*(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|select|insert|update|delete)[[:space:]].*(FROM|INTO|SET|TABLE|INDEX|from|into|set)[[:space:]]"))

; --- types
[
  (type_parameters)
  (type_bound)
] @types
